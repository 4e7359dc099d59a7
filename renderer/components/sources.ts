/** How each source is called and coloured, everywhere in the window. */
import type { SourceType } from '../../shared/events/event.ts';

interface SourceLook {
  readonly label: string;
  /** A custom property of tokens.css. */
  readonly hue: string;
}

const SOURCES: Readonly<Record<SourceType, SourceLook>> = {
  'okta:system_log': { label: 'Okta', hue: '--source-okta' },
  'atlassian:jira': { label: 'Jira', hue: '--source-jira' },
  'atlassian:confluence': { label: 'Confluence', hue: '--source-confluence' },
  'atlassian:bitbucket': { label: 'Bitbucket', hue: '--source-bitbucket' },
  'aws:cloudtrail': { label: 'CloudTrail', hue: '--source-cloudtrail' },
  'aws:vpcflow': { label: 'VPC flow', hue: '--source-vpcflow' },
};

export function sourceLabel(source: SourceType): string {
  return SOURCES[source].label;
}

export function sourceColour(source: SourceType): string {
  return `var(${SOURCES[source].hue})`;
}

/** A source type named by text (a facet's value, a story line's), or null when it is something else. */
export function asSource(text: string): SourceType | null {
  return Object.hasOwn(SOURCES, text) ? (text as SourceType) : null;
}
