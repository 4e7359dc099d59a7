import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Blueprint's icons, built from the TypeScript sources in their package, so that only the icons in use are bundled
 * (the compiled package is not published for every registry). `<Icon icon="name">` would load the whole set at run
 * time: its loader is replaced by one that knows no names, and icons are given as elements.
 */
function blueprintIcons(): Plugin {
  const sources = here('./node_modules/@blueprintjs/icons/src/');
  const noLoader = '\0blueprint-icon-loader';
  return {
    name: 'blueprint-icons',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === '@blueprintjs/icons')
        return { id: `${sources}generated/index.ts`, moduleSideEffects: false };
      if (id === '@blueprintjs/icons/next') return noLoader;
      if (id === './iconLoader' && importer?.startsWith(sources)) return noLoader;
      return null;
    },
    load(id) {
      if (id !== noLoader) return null;
      return `
        const none = { getPaths: () => undefined, load: async () => undefined };
        export { none as Icons, none as IconsNext };
        export const IconSize = { STANDARD: 16, LARGE: 20 };
        export const SvgIconContainerNext = () => null;`;
    },
  };
}

/** The page's policy allows images from its own origin only; these rules of Blueprint's (breadcrumbs, checkboxes) carry data URLs. */
function noDataUrls(): Plugin {
  return {
    name: 'no-data-urls',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.css')) return null;
      return { code: code.replaceAll(/url\("data:[^"]*"\)/g, 'none'), map: null };
    },
  };
}

export default defineConfig({
  root: here('./renderer'),
  // Relative addresses: the same build is served by the app: scheme and by the loopback server.
  base: './',
  plugins: [blueprintIcons(), noDataUrls(), react()],
  build: {
    outDir: here('./dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
  },
});
