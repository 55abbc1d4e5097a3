type Values = Readonly<Record<string, string | number>>;

/**
 * Fills in a text of templates/evidence. `{{name}}` is a value; a line that begins with `[name=value]` or `[name>0]` stands only
 * when that is so; lines that begin with `[each list]` stand once for each item of that list, with the item's values beside
 * the others. Throws on a name without a value.
 */
export function fillText(source: string, values: Values, lists: Readonly<Record<string, readonly Values[]>>): string {
  const lines = source.split('\n');
  const filled: string[] = [];
  for (let at = 0; at < lines.length;) {
    const list = EACH.exec(lines[at] ?? '')?.[1];
    if (list === undefined) {
      filled.push(...fillLine(lines[at] ?? '', values));
      at++;
      continue;
    }
    let end = at;
    while (EACH.exec(lines[end] ?? '')?.[1] === list) end++;
    for (const item of valueOf(lists, list)) {
      const all = { ...values, ...item };
      for (const line of lines.slice(at, end)) filled.push(...fillLine(line.replace(EACH, ''), all));
    }
    at = end;
  }
  return filled.join('\n');
}

const EACH = /^\[each (\w+)\] ?/;

function fillLine(line: string, values: Values): readonly string[] {
  const condition = /^\[(\w+)([=>])([\w-]+)\] ?(.*)$/.exec(line);
  if (!condition) return [fillIn(line, values)];
  const [, name = '', sign, wanted = '', rest = ''] = condition;
  const value = valueOf(values, name);
  const holds = sign === '=' ? String(value) === wanted : Number(value) > Number(wanted);
  return holds ? [fillIn(rest, values)] : [];
}

const fillIn = (line: string, values: Values): string =>
  line.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(valueOf(values, name)));

function valueOf<T>(values: Readonly<Record<string, T>>, name: string): T {
  const value = values[name];
  if (value === undefined) throw new Error(`the text asks for "${name}"`);
  return value;
}
