/** Colours of the canvas layers, read from the stylesheet so that they follow the theme. */
import type { SourceType } from '../../shared/events/event.ts';

export interface Palette {
  readonly fg: string;
  readonly muted: string;
  readonly bg: string;
  readonly raised: string;
  readonly border: string;
  readonly accent: string;
  readonly failure: string;
  readonly chain: string;
  /** Bars of lanes that are no sources. */
  readonly bar: string;
  readonly font: string;
  readonly source: ReadonlyMap<string, string>;
}

/** The closed set of class names that carry a source's hue (`tl-src-okta`, …); `other` for what a newer engine may send. */
const SOURCE_NAME: Readonly<Record<SourceType, string>> = {
  'okta:system_log': 'okta',
  'atlassian:jira': 'jira',
  'atlassian:confluence': 'confluence',
  'atlassian:bitbucket': 'bitbucket',
  'aws:cloudtrail': 'cloudtrail',
  'aws:vpcflow': 'vpcflow',
  'atlassian:org': 'org',
  'aws:elb': 'elb',
  'web:har': 'har',
  'table:custom': 'custom',
  'timesketch:timeline': 'timesketch',
  'plaso:timeline': 'plaso',
};

export function sourceName(source: string): string {
  return Object.hasOwn(SOURCE_NAME, source) ? SOURCE_NAME[source as SourceType] : 'other';
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    fg: color('--tl-fg'),
    muted: color('--tl-fg-muted'),
    bg: color('--tl-bg'),
    raised: color('--tl-bg-raised'),
    border: color('--tl-border'),
    accent: color('--tl-accent'),
    failure: color('--tl-failure'),
    chain: color('--tl-chain'),
    bar: color('--tl-bar'),
    font: style.fontFamily,
    source: new Map(Object.entries(SOURCE_NAME).map(([type, name]) => [type, color(`--tl-source-${name}`)])),
  };
}
