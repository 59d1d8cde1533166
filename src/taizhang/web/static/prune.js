// The kit is 600 kB; we use a little of it. This keeps, inside `@layer kit`, only rules for
// elements and for classes that a page or script names and that our own style sheets do not
// define themselves: what we draw, we draw alone.

const NAME = /-?[_a-zA-Z][\w-]*/g;

function words(texts, pattern) {
  const found = new Set();
  for (const text of texts)
    for (const [, inside] of text.matchAll(pattern))
      for (const [name] of inside.matchAll(NAME)) found.add(name);
  return found;
}

function classesOf(selector) {
  return [...selector.matchAll(/\.(-?[_a-zA-Z](?:[\w-]|\\.)*)/g)].map(([, name]) => name);
}

function keep(selector, used, own) {
  if (/\[data-bs-|:root|\[class/.test(selector)) return /^:root$/.test(selector.trim());
  return classesOf(selector).every((name) => used.has(name) && !own.has(name));
}

function dropUnusedProperties(layer) {
  // A custom property nobody reads any more; twice, as one may be read only by another.
  for (let round = 0; round < 3; round += 1) {
    const read = new Set();
    layer.root().walkDecls((decl) => {
      for (const [, name] of decl.value.matchAll(/var\(\s*(--[\w-]+)/g)) read.add(name);
    });
    layer.walkDecls(/^--/, (decl) => {
      if (!read.has(decl.prop)) decl.remove();
    });
  }
}

function dropEmpty(layer) {
  layer.walk((node) => {
    if (node.type === "comment" || (node.nodes && node.nodes.length === 0)) node.remove();
  });
}

export function prune({ pages, scripts, styles }) {
  const used = words(pages, /class="([^"]*)"/g);
  for (const name of words(scripts, /["'`]([^"'`\n]*)["'`]/g)) used.add(name);
  const own = new Set(styles.flatMap(classesOf));
  return {
    postcssPlugin: "taizhang-prune",
    OnceExit(root) {
      root.walkAtRules("layer", (layer) => {
        if (layer.params !== "kit" || !layer.nodes) return;
        layer.walkRules((rule) => {
          if (rule.parent.name?.endsWith("keyframes")) return;
          const left = rule.selectors.filter((selector) => keep(selector, used, own));
          if (left.length === 0) rule.remove();
          else rule.selectors = left;
        });
        layer.walkAtRules(/keyframes$|font-face|charset/, (rule) => rule.remove());
        dropUnusedProperties(layer);
        for (let round = 0; round < 3; round += 1) dropEmpty(layer);
      });
    },
  };
}
