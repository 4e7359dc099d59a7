/** Union-find: which of many things have become one. Near-linear in the number of joins. */
export class Forest {
  private readonly parent: number[];

  constructor(size: number) {
    this.parent = Array.from({ length: size }, (_, i) => i);
  }

  /** A new thing, alone. */
  add(): number {
    return this.parent.push(this.parent.length) - 1;
  }

  find(node: number): number {
    const { parent } = this;
    let root = node;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = node; at !== root; ) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  }

  /** The smaller index stays root, so groups come out in order of their first member. */
  join(a: number, b: number): void {
    const [one, other] = [this.find(a), this.find(b)];
    if (one !== other) this.parent[Math.max(one, other)] = Math.min(one, other);
  }
}
