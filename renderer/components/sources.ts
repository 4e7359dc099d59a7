/** How each source is called and coloured, everywhere in the window. */
import { SOURCE_WORDS } from '../../shared/analysis/words.ts';
import { SOURCE_TYPES, type SourceType } from '../../shared/events/event.ts';
import { productName } from '../../shared/events/message.ts';

/** Custom properties of tokens.css. */
const HUES: Readonly<Record<SourceType, string>> = {
  'okta:system_log': '--source-okta',
  'atlassian:jira': '--source-jira',
  'atlassian:confluence': '--source-confluence',
  'atlassian:bitbucket': '--source-bitbucket',
  'aws:cloudtrail': '--source-cloudtrail',
  'aws:vpcflow': '--source-vpcflow',
  'atlassian:org': '--source-org',
  'aws:elb': '--source-elb',
  'web:har': '--source-har',
  'table:custom': '--source-custom',
  'timesketch:timeline': '--source-timesketch',
  'plaso:timeline': '--source-plaso',
};

export function sourceLabel(source: SourceType): string {
  return productName(source);
}

export function sourceColour(source: SourceType): string {
  return `var(${HUES[source]})`;
}

/** A source type named by its id, or null when the text is something else. */
export function asSource(text: string): SourceType | null {
  return SOURCE_TYPES.find((source) => source === text) ?? null;
}

/** A source named as stories name it; null for `several` and other words for more than one. */
export function sourceOfWord(word: string): SourceType | null {
  return SOURCE_TYPES.find((source) => SOURCE_WORDS[source] === word) ?? null;
}
