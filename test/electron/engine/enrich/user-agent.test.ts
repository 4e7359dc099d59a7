import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAgent } from '../../../../electron/engine/enrich/user-agent.ts';
import { AGENT_KINDS } from '../../../../shared/events/origin.ts';
import { expectNoBlowUp } from '../../../support/watchdog.ts';

describe('what a user agent says it is', () => {
  test.each<[string, object]>([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36',
      { kind: 'browser', name: 'Chrome', version: '119.0.0.0', os: 'Windows 10', device: 'desktop' },
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15',
      { kind: 'browser', name: 'Safari', version: '17.1', os: 'macOS 10.15.7' },
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0.0.0 Safari/537.36',
      { kind: 'browser', name: 'Headless Chrome', os: 'Linux x86_64' },
    ],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', { kind: 'bot' }],
    [
      'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041',
      { kind: 'cli', name: 'Windows PowerShell', version: '5.1.19041', os: 'Windows NT 10.0' },
    ],
    [
      'aws-cli/2.13.5 Python/3.11.4 Linux/5.15.0-kali3-amd64 exe/x86_64.kali.2023 prompt/off command/s3.ls',
      {
        kind: 'cli',
        name: 'AWS CLI',
        version: '2.13.5',
        os: 'Linux 5.15.0-kali3-amd64',
        runtime: 'Python/3.11.4',
      },
    ],
    [
      '[Boto3/1.28.0 md/Botocore#1.31.0 ua/2.0 os/linux#5.10 md/arch#x86_64 lang/python#3.11.4 Botocore/1.31.0]',
      { kind: 'sdk', name: 'Boto3', version: '1.28.0', os: 'linux 5.10', runtime: 'python/3.11.4' },
    ],
    [
      'aws-sdk-go-v2/1.21.0 os/linux lang/go#1.21.0 md/GOOS#linux',
      { kind: 'sdk', name: 'AWS SDK (aws-sdk-go-v2)' },
    ],
    [
      'APN/1.0 HashiCorp/1.0 Terraform/1.5.0 (+https://www.terraform.io) terraform-provider-aws/5.0 aws-sdk-go/1.44 (go1.20; linux; amd64)',
      { kind: 'cli', name: 'Terraform', version: '1.5.0', os: 'linux' },
    ],
    [
      'S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.1030 Linux/5.4',
      { kind: 'service', name: 'S3 console' },
    ],
    ['signin.amazonaws.com', { kind: 'service', name: 'signin.amazonaws.com', version: null }],
    ['AWS Internal', { kind: 'service', name: 'AWS Internal' }],
    ['git/2.42.0', { kind: 'cli', name: 'Git', version: '2.42.0' }],
    ['curl/8.1.2', { kind: 'cli', name: 'curl', version: '8.1.2' }],
    ['python-requests/2.31.0', { kind: 'library', name: 'Python Requests' }],
    ['Go-http-client/1.1', { kind: 'library', name: 'Go HTTP client', version: '1.1' }],
    ['Java/17.0.2', { kind: 'library', name: 'Java', version: '17.0.2' }],
    ['JIRA/3.2 CFNetwork/1408.0.4 Darwin/22.5.0', { kind: 'mobile-app', name: 'Jira', os: 'Darwin 22.5.0' }],
    ['Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7)', { kind: 'mobile-app', os: 'Android 13' }],
    ['okta-auth-js/7.4.1 okta-signin-widget-7.11.0', { kind: 'sdk', version: '7.4.1' }],
    ['HalcyonSync/4.2 (nightly (build 7))', { kind: 'unknown', name: 'HalcyonSync', version: '4.2' }],
  ])('%s', (text, parts) => {
    expect(parseAgent(text)).toMatchObject(parts);
  });

  test('no text, no agent', () => {
    expect(parseAgent(null)).toBeNull();
    expect(parseAgent(' \t')).toBeNull();
  });
});

describe('hostile agents', () => {
  const HUGE = 512 * 1024;
  test.each<[string, string]>([
    ['half a mebibyte of opening brackets', '('.repeat(HUGE)],
    ['the same behind Mozilla', `Mozilla/5.0 ${'('.repeat(HUGE)}`],
    ['products without end', 'a/1 '.repeat(HUGE / 4)],
    ['one name without end', `Mozilla/5.0 ${'x'.repeat(HUGE)}`],
    ['slashes', '/'.repeat(HUGE)],
    ['names of versions of names', `Mozilla/5.0 (${'Version/Chrome/Safari '.repeat(HUGE / 22)}`],
  ])('%s is read in time', (_, text) => {
    expectNoBlowUp(() => parseAgent(text));
  });

  test('no text makes it throw, and every part stays short', () => {
    const pieces = fc.constantFrom(
      'Mozilla/5.0',
      '(',
      ')',
      '/',
      ' ',
      ';',
      'Windows NT',
      'aws-cli/',
      '\u0000',
      '\ud800',
      '__proto__/1',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 60 }).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(text, (agent) => {
        const info = parseAgent(agent);
        if (info === null) return;
        expect(AGENT_KINDS).toContain(info.kind);
        for (const part of Object.values(info)) expect(part === null || part.length <= 100).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
