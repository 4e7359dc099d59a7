import { visibleText } from '../../shared/base/text.ts';

/** Text that a log said: a text node of its own direction, with every invisible character written out. */
export function LogText({ text, className }: { readonly text: string; readonly className?: string }) {
  return <bdi className={className}>{visibleText(text)}</bdi>;
}
