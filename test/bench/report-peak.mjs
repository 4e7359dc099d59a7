// Preloaded into a measured process (--import): at its end it writes its peak resident size to a file.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  // maxRSS is in kilobytes on every system (Node.js documentation of process.resourceUsage).
  writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS));
});
