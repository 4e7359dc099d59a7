/** What a picture of a graph is made of: boxes and lines with places, computed before anything is drawn. */
import { truncateMiddle, visibleText } from '../../shared/base/text.ts';

export interface SceneNode {
  readonly id: string;
  /** Centre, in pixels at zoom 1. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lines of text, made visible and cut to the box. */
  readonly text: string;
  /** The whole of it for those who listen. */
  readonly spoken: string;
  /** Names that the style sheet of the picture knows. */
  readonly classes: readonly string[];
}

export interface SceneEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly classes: readonly string[];
}

export interface Scene {
  /** In the order in which the keyboard walks. */
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  /** Words beside rows of the picture, at the left. */
  readonly labels: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly text: string;
  }[];
}

/** Log text as it may stand in a box. */
export function boxText(text: string, limit: number): string {
  return truncateMiddle(visibleText(text), limit);
}
