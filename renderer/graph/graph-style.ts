/** How the pictures look: Cytoscape's own style sheet, with colours taken from the tokens of the theme in force. */
import type { StylesheetJson } from 'cytoscape';

/** Every meaning has a shape, a line or a word besides its colour. */
export function graphStyle(place: Element): StylesheetJson {
  const style = getComputedStyle(place);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const [bg, text, quiet, line, strong] = [
    token('bg'),
    token('text'),
    token('text-quiet'),
    token('line'),
    token('line-strong'),
  ];
  const [chain, chainBg, accent, raised] = [
    token('chain'),
    token('chain-bg'),
    token('accent'),
    token('bg-raised'),
  ];
  const font = style.fontFamily.replaceAll("'", '');
  return [
    {
      selector: 'node',
      style: {
        'background-color': bg,
        'border-color': quiet,
        'border-width': 1,
        color: text,
        'font-family': font,
        'font-size': 12,
        height: 'data(height)',
        label: 'data(text)',
        'line-height': 1.2,
        'overlay-opacity': 0,
        shape: 'rectangle',
        'text-halign': 'center',
        'text-justification': 'center',
        'text-valign': 'center',
        'text-wrap': 'wrap',
        'text-max-width': '400px',
        width: 'data(width)',
      },
    },
    {
      selector: 'node.label',
      style: { 'background-opacity': 0, 'border-width': 0, color: quiet, events: 'no' },
    },
    { selector: 'node.address', style: { shape: 'round-tag' } },
    { selector: 'node.session', style: { shape: 'cut-rectangle' } },
    { selector: 'node.credential', style: { shape: 'round-rectangle' } },
    {
      selector: 'node.stolen, node.held, node.touched, node.made, node.minted',
      style: { 'border-color': chain, 'border-width': 2 },
    },
    { selector: 'node.made, node.minted', style: { 'border-style': 'double', 'border-width': 5 } },
    { selector: 'node.never-rotated', style: { 'background-color': chainBg, 'border-width': 3 } },
    { selector: 'node.band-defender', style: { 'background-color': raised, 'border-style': 'dashed' } },
    {
      selector: 'node.refused',
      style: { 'border-color': text, 'border-style': 'dashed', 'border-width': 1.5 },
    },
    {
      selector: 'node.reachable',
      style: { 'border-color': quiet, 'border-style': 'dotted', 'border-width': 2 },
    },
    {
      selector: 'node.system',
      style: { 'background-color': raised, 'border-color': strong, 'font-weight': 'bold' },
    },
    { selector: 'node.actor', style: { shape: 'round-rectangle', 'border-color': chain } },
    {
      selector: 'edge',
      style: {
        'arrow-scale': 0.9,
        color: text,
        'curve-style': 'bezier',
        'font-family': font,
        'font-size': 11,
        label: 'data(text)',
        'line-color': strong,
        'overlay-opacity': 0,
        'target-arrow-color': strong,
        'target-arrow-shape': 'triangle',
        'text-background-color': bg,
        'text-background-opacity': 0.9,
        'text-background-padding': '2px',
        width: 1.3,
      },
    },
    { selector: 'edge.attacker', style: { 'line-color': chain, 'target-arrow-color': chain } },
    {
      selector: 'edge.denied',
      style: { 'line-style': 'dashed', 'target-arrow-shape': 'tee' },
    },
    {
      selector: 'edge.response',
      style: {
        'line-color': text,
        'line-style': 'dashed',
        'target-arrow-color': text,
        'target-arrow-shape': 'vee',
        width: 1,
      },
    },
    { selector: 'edge.others', style: { 'line-style': 'dotted', 'target-arrow-shape': 'vee' } },
    {
      selector: 'edge.branch',
      style: {
        'curve-style': 'segments',
        'edge-distances': 'endpoints',
        'line-color': line,
        'segment-distances': 'data(bend)',
        'segment-weights': 'data(at)',
        'source-endpoint': 'data(start)',
        'target-arrow-shape': 'none',
        'target-endpoint': '-50% 0',
        width: 1,
      } as never,
    },
    {
      selector: 'edge.arc',
      style: {
        'control-point-distances': [-46],
        'control-point-weights': [0.5],
        'curve-style': 'unbundled-bezier',
        'source-endpoint': '20% -50%',
        'target-endpoint': '-20% -50%',
      },
    },
    {
      selector: 'edge:loop',
      style: { 'control-point-step-size': 90, 'loop-direction': '180deg', 'loop-sweep': '-70deg' },
    },
    { selector: 'edge.acted', style: { width: 1 } },
    { selector: 'node.aside', style: { opacity: 0.45 } },
    { selector: 'edge.aside', style: { opacity: 0.14, 'text-opacity': 0 } },
    {
      selector: 'node.chosen',
      style: { 'outline-color': accent, 'outline-width': 3, 'outline-offset': 2 } as never,
    },
    { selector: 'edge.chosen', style: { width: 3 } },
  ];
}
