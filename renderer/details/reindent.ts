/**
 * Lays JSON out for reading without parsing it into values: every token stays as it was written, so that big numbers,
 * repeated keys and escapes are shown exactly. Text that is no JSON comes back as null.
 */
const INDENT = '  ';
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\s+/gsy;

export function reindentJson(text: string): string | null {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return null;
  const tokens = tokenise(trimmed);
  if (tokens === null) return null;

  let depth = 0;
  let out = '';
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const empty = (before === '{' && token === '}') || (before === '[' && token === ']');
    if (token === '}' || token === ']') {
      depth -= 1;
      if (depth < 0) return null;
    }
    const opensLine = before === '{' || before === '[' || before === ',' || token === '}' || token === ']';
    if (opensLine && !empty && index > 0) out += `\n${INDENT.repeat(depth)}`;
    out += token === ':' ? ': ' : token;
    if (token === '{' || token === '[') depth += 1;
  }
  return depth === 0 ? out : null;
}

/** Tokens without the white space between them; null where something is no JSON token. */
function tokenise(text: string): readonly string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    if (match[0].trim() !== '') tokens.push(match[0]);
  }
  return tokens;
}
