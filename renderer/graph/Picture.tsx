import { Button } from '@blueprintjs/core';
import { MinusIcon, PlusIcon, ZoomToFitIcon } from '@blueprintjs/icons';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useThemeInForce } from '../state/selectors.ts';
import { PictureHost } from './picture-host.ts';
import type { Scene } from './scene.ts';
import { G } from './strings.ts';

interface Props {
  readonly scene: Scene;
  readonly label: string;
  readonly chosen: string | null;
  onChoose(id: string | null): void;
  /** Enter on what is chosen. */
  onOpen(): void;
}

/** A scene drawn on canvas; the keyboard walks through its nodes in order, and each is said in words. */
export function Picture({ scene, label, chosen, onChoose, onOpen }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const host = useRef<PictureHost | null>(null);
  const theme = useThemeInForce();
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const chosenNow = useRef(chosen);
  chosenNow.current = chosen;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    // Behind another tab the place has no size, and a picture would be fitted into nothing.
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0 || element.clientHeight === 0) return;
      if (host.current !== null) return host.current.resize();
      host.current = new PictureHost(element, scene, (id) => choose.current(id));
      // The keyboard may have chosen before there was a picture, or in the one before this.
      host.current.choose(chosenNow.current);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      host.current?.destroy();
      host.current = null;
    };
  }, [scene]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours that are read change with the theme
  useEffect(() => host.current?.restyle(), [theme]);

  useEffect(() => {
    host.current?.choose(chosen);
    if (chosen !== null) host.current?.reveal(chosen);
  }, [chosen]);

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) onChoose(neighbour(scene, chosen, step));
    else if (event.key === 'Home') onChoose(scene.nodes[0]?.id ?? null);
    else if (event.key === 'End') onChoose(scene.nodes.at(-1)?.id ?? null);
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'Escape') onChoose(null);
    else if (event.key === '+') host.current?.zoomBy(1);
    else if (event.key === '-') host.current?.zoomBy(-1);
    else if (event.key === '0') host.current?.fit();
    else return;
    event.preventDefault();
  }

  const spoken = scene.nodes.find(({ id }) => id === chosen)?.spoken ?? null;
  return (
    <div className="graph-picture">
      {/* Cytoscape adds a style element unless it finds its own; the policy of the page would refuse it. */}
      <span id="__________cytoscape_stylesheet" hidden />
      <div
        ref={place}
        className="graph-canvas"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is walked by the keyboard
        tabIndex={0}
        aria-label={label}
        aria-describedby="graph-keys"
        data-testid="graph-picture"
        onKeyDown={onKeyDown}
      />
      <p id="graph-keys" className="unseen">
        {G.picture.keys}
      </p>
      <p className="unseen" aria-live="polite" data-testid="graph-spoken">
        {spoken === null ? '' : G.picture.selected(spoken)}
      </p>
      <div className="graph-zoom">
        <Button
          size="small"
          variant="minimal"
          icon={<PlusIcon />}
          aria-label={G.picture.zoomIn}
          title={G.picture.zoomIn}
          onClick={() => host.current?.zoomBy(1)}
        />
        <Button
          size="small"
          variant="minimal"
          icon={<MinusIcon />}
          aria-label={G.picture.zoomOut}
          title={G.picture.zoomOut}
          onClick={() => host.current?.zoomBy(-1)}
        />
        <Button
          size="small"
          variant="minimal"
          icon={<ZoomToFitIcon />}
          aria-label={G.picture.fit}
          title={G.picture.fit}
          data-testid="graph-fit"
          onClick={() => host.current?.fit()}
        />
      </div>
    </div>
  );
}

/** The node after or before the chosen one; the first or the last when none is chosen. */
function neighbour({ nodes }: Scene, chosen: string | null, step: number): string | null {
  const at = nodes.findIndex(({ id }) => id === chosen);
  const next = at < 0 ? (step > 0 ? 0 : nodes.length - 1) : at + step;
  return nodes[Math.min(Math.max(next, 0), nodes.length - 1)]?.id ?? null;
}
