/** Puts the case together: noise, attack, response, cut into files. Equal bytes in every process. */
import { attackAtlassian } from './attack/atlassian.ts';
import { attackAws } from './attack/aws.ts';
import { attackBitbucket } from './attack/bitbucket.ts';
import { attackFlows } from './attack/flows.ts';
import { attackOkta } from './attack/okta.ts';
import { response } from './attack/response.ts';
import { at, CASE_FROM, CASE_TO } from './clock.ts';
import { noiseAtlassian } from './noise/atlassian.ts';
import { noiseAwsMachines } from './noise/aws-machines.ts';
import { noiseAwsOddities } from './noise/aws-oddities.ts';
import { noiseAwsPeople } from './noise/aws-people.ts';
import { noiseOkta } from './noise/okta.ts';
import { noiseServices } from './noise/services.ts';
import { noiseVpcflow } from './noise/vpcflow.ts';
import { expected } from './output/expected.ts';
import { harFiles } from './output/har.ts';
import { layOut } from './output/layout.ts';
import { render } from './output/render.ts';
import { peopleCsv, rotationCsv } from './output/tables.ts';
import type { LogRecord } from './record.ts';

/** A second trail delivers two records of global services into another region's folder again, byte for byte. */
function deliveredTwice(records: readonly LogRecord[]): LogRecord[] {
  return ['2023-11-09', '2023-11-21'].map((day) => {
    const original = records.find(
      ({ stream, time, text }) =>
        stream === 'cloudtrail/prod/us-east-1' && time >= at(day) && text.includes('"eventName":"ListRoles"'),
    );
    if (original === undefined) throw new Error(`no ListRoles on or after ${day}`);
    return { ...original, stream: 'cloudtrail/prod/eu-west-1' };
  });
}

let built: ReadonlyMap<string, Buffer> | null = null;

/**
 * All generated files by their path below the case folder. The case's README is written by hand.
 * Built once a process: the streams of randomness move on while they are drawn from.
 */
export function buildCase(): ReadonlyMap<string, Buffer> {
  built ??= build();
  return built;
}

function build(): ReadonlyMap<string, Buffer> {
  const audit = [...attackAtlassian(), ...attackBitbucket()];
  const attack = [...attackOkta(), ...attackAws(), ...audit, ...attackFlows(audit), ...response()];
  const noise = [
    ...noiseOkta(),
    ...noiseAtlassian(),
    ...noiseServices(),
    ...noiseAwsPeople(),
    ...noiseAwsMachines(),
    ...noiseAwsOddities(),
    ...noiseVpcflow(),
  ].filter(({ time }) => time >= CASE_FROM && time < CASE_TO);
  const files = layOut([...attack, ...noise, ...deliveredTwice(noise)]);
  return new Map<string, Buffer>([
    ...files.map((file) => [file.path, render(file)] as const),
    ...harFiles().map(([path, text]) => [path, Buffer.from(text)] as const),
    ['people.csv', Buffer.from(peopleCsv())],
    ['credential-rotation.csv', Buffer.from(rotationCsv())],
    ['expected.json', Buffer.from(expected(files))],
  ]);
}
