// The rules in the words of ZEN: one graph with a decision table for each pack, one rule a row, every row that matches collected.
import { ZenEngine } from '@gorules/zen-engine';

const neutral = {};

/** Absent facts get a value that meets no rule, outside of what is timed: comparing with nothing is an error in ZEN. */
export const prepareFacts = (facts) => ({ ...neutral, ...facts });

export function prepare(packs) {
  for (const p of packs) [p.applies, ...p.left_out, ...p.rules.map((r) => r.when)].forEach(fill);
  const graph = { nodes: [node('input', 'inputNode')], edges: [] };
  for (const p of packs) {
    graph.nodes.push(node(p.pack, 'decisionTableNode', table(p)));
    graph.edges.push(edge('input', p.pack), edge(p.pack, 'output'));
  }
  graph.nodes.push(node('output', 'outputNode'));
  const decision = new ZenEngine().createDecision(graph);

  return async (facts) => {
    const { result } = await decision.evaluate(facts);
    return (pack) => {
      const rows = result[key(pack)];
      return {
        applies: rows.some((r) => r.rule === 'applies') && !rows.some((r) => r.rule === 'left_out'),
        rules: rows.filter((r) => r.level > 0),
      };
    };
  };
}

function table({ pack, applies, left_out, rules }) {
  const rows = [row('applies', 0, applies), ...left_out.map((c) => row('left_out', 0, c)), ...rules.map((r) => row(r.rule, r.level, r.when))];
  const columns = [...new Set(rows.flatMap((r) => Object.keys(r)).filter((k) => k.startsWith('f_')))];
  return {
    hitPolicy: 'collect',
    inputs: [...columns.map((id) => ({ id, name: id, field: id.slice(2) })), { id: 'when', name: 'when' }],
    outputs: [{ id: 'rule', name: 'rule', field: 'rule' }, { id: 'level', name: 'level', field: 'level' }],
    rules: rows.map((r, i) => ({ _id: String(i), ...Object.fromEntries(columns.map((id) => [id, ''])), ...r })),
    inputField: null, outputPath: key(pack), executionMode: 'single', passThrough: false,
  };
}

/** A comparison stands in the column of its fact, which ZEN evaluates faster than an expression; alternatives, sets and the rest stand in the last one. */
function row(rule, level, when) {
  const cells = {};
  const rest = [];
  for (const part of when.all ?? [when]) {
    const id = `f_${part.fact}`;
    if (part.at_least !== undefined && !cells[id]) cells[id] = `>= ${part.at_least}`;
    else if (part.in && !cells[id]) cells[id] = part.in.map(quoted).join(', ');
    else if (!part.always) rest.push(part);
  }
  return { rule: quoted(rule), level: String(level), ...cells, when: rest.map(expression).join(' and ') };
}

function expression(c) {
  if (c.always) return 'true';
  if (c.all) return `(${c.all.map(expression).join(' and ')})`;
  if (c.any) return `(${c.any.map(expression).join(' or ')})`;
  if (c.at_least !== undefined) return `${c.fact} >= ${c.at_least}`;
  if (c.in) return `${c.fact} in ${words(c.in)}`;
  if (c.has_any) return `some(${c.fact}, # in ${words(c.has_any)})`;
  throw new Error(`not to be said here: ${JSON.stringify(c)}`);
}

function fill(c) {
  for (const part of c.all ?? c.any ?? []) fill(part);
  if (c.fact) neutral[c.fact] = c.at_least !== undefined ? -1 : c.in ? '' : [];
}

const quoted = (word) => `'${word}'`;
const words = (list) => `[${list.map(quoted).join(', ')}]`;
const key = (pack) => pack.replaceAll(/\W/g, '_');
const node = (id, type, content) => ({ id, type, name: id, position: { x: 0, y: 0 }, ...(content && { content }) });
const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, type: 'edge', sourceId, targetId });
