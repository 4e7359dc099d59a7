/** Copying, the one way that needs no permission: the desktop shell refuses the clipboard interface to its page. */
import { useCallback } from 'react';
import { useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';

/** Puts a text on the clipboard, exactly as it is. Must be called from a click or a key. False when it was refused. */
function copyText(text: string): boolean {
  // A field would rewrite line ends, so it only gives the command something to act on; the text goes by the event.
  const field = document.createElement('textarea');
  field.className = 'copy-field';
  field.value = ' ';
  field.setAttribute('aria-hidden', 'true');
  let given = false;
  const give = (event: ClipboardEvent) => {
    if (event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    event.stopPropagation();
    given = true;
  };
  const { activeElement } = document;
  document.body.append(field);
  document.addEventListener('copy', give, { capture: true, once: true });
  try {
    field.select();
    return document.execCommand('copy') && given;
  } finally {
    document.removeEventListener('copy', give, { capture: true });
    field.remove();
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  }
}

/** Copies a text, and says so in the window when that fails. Answers whether it was copied. */
export function useCopy(): (text: string) => boolean {
  const dispatch = useDispatch();
  return useCallback(
    (text) => {
      const copied = copyText(text);
      if (!copied) dispatch({ type: 'notice', intent: 'problem', ...S.copyFailed });
      return copied;
    },
    [dispatch],
  );
}
