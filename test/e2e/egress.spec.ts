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

async function hitsWith(switches: readonly string[]): Promise<{ tcp: number; udp: number }> {
  const hits = { tcp: 0, udp: 0 };
  const tcp = createServer((socket) => {
    hits.tcp++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4', () => {
    hits.udp++;
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  const browser = await launchChromium(switches);
  try {
    const page = await browser.newPage();
    await page.evaluate(async (at) => {
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
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${at}` }] });
      peer.createDataChannel('x');
      await peer.setLocalDescription(await peer.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }, port);
    await page.goto(`http://127.0.0.1:${port}/navigation`, { timeout: 3000 }).catch(() => {});
  } finally {
    await browser.close();
    udp.close();
    tcp.close();
  }
  return hits;
}

test('with the switches nothing leaves, without them everything does', async () => {
  const free = await hitsWith([]);
  expect(free.tcp).toBeGreaterThan(4);
  expect(free.udp).toBeGreaterThan(0);
  const args = SWITCHES.map(([name, value]) => (value === undefined ? `--${name}` : `--${name}=${value}`));
  expect(await hitsWith(args)).toEqual({ tcp: 0, udp: 0 });
});
