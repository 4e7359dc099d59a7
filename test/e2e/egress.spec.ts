/**
 * The last wall: the shell's command line switches, alone, on a page without any policy. A sink on this machine counts
 * what arrives; the same page without the switches must reach it, or the test would prove nothing.
 */
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { SWITCHES } from '../../electron/main/security.ts';
import { launchChromium } from './chromium.ts';

interface Hits {
  readonly tcp: number;
  readonly udp: number;
}

const all = ({ tcp, udp }: Hits) => tcp > 4 && udp > 0;

/** What reaches the sink, until everything has or the time is over. */
async function hitsWith(switches: readonly string[], atMostMs: number): Promise<Hits> {
  const hits = { tcp: 0, udp: 0 };
  const tcp = createServer((socket) => {
    hits.tcp++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const at = (tcp.address() as AddressInfo).port;
  const udp = createSocket('udp4', () => {
    hits.udp++;
  });
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const stun = udp.address().port;
  const browser = await launchChromium(switches);
  try {
    const page = await browser.newPage();
    await page.evaluate(
      async ({ at, stun }) => {
        const url = `http://127.0.0.1:${at}/`;
        await fetch(url, { mode: 'no-cors' }).catch(() => {});
        new Image().src = `${url}image`;
        new WebSocket(`ws://127.0.0.1:${at}/`);
        navigator.sendBeacon(`${url}beacon`, 'x');
        const frame = document.createElement('iframe');
        frame.src = `${url}frame`;
        const style = document.createElement('link');
        style.rel = 'stylesheet';
        style.href = `${url}style`;
        document.body.append(frame, style);
        const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stun}` }] });
        Object.assign(globalThis, { peer });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
      },
      { at, stun },
    );
    for (let waited = 0; waited < atMostMs && !all(hits); waited += 100) await page.waitForTimeout(100);
    await page.goto(`http://127.0.0.1:${at}/navigation`, { timeout: 3000 }).catch(() => {});
  } finally {
    await browser.close();
    udp.close();
    tcp.close();
  }
  return hits;
}

test('with the switches nothing leaves, without them everything does', async () => {
  const begun = performance.now();
  expect(await hitsWith([], 60_000)).toSatisfy(all);
  const tookMs = performance.now() - begun;
  const args = SWITCHES.map(([name, value]) => (value === undefined ? `--${name}` : `--${name}=${value}`));
  // On a slow machine what gets through would need as long.
  expect(await hitsWith(args, Math.max(1500, tookMs))).toEqual({ tcp: 0, udp: 0 });
});
