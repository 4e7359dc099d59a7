/** What goes on at Ardent Maps all month, and what looks like the attack and is none. */
import { at, DAY, HOUR, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import { iamClient } from '../../../sample-data/generate/kit/admins.ts';
import { call } from '../../../sample-data/generate/kit/deeds.ts';
import { homeLine } from '../../../sample-data/generate/kit/places.ts';
import { days, regularly, scanners, visitors, workdays } from '../ordinary.ts';
import { moments, type Scene } from '../scene.ts';
import {
  ARDENT,
  CUSTOMERS,
  FROM,
  HOME,
  INSTANCE,
  MONITOR,
  OFFICE,
  PUBLIC,
  SERVER,
  STOPPED,
  serverKeys,
  shared,
  TILES,
  TO,
} from './company.ts';

const ADMIN_CLI = 'aws-cli/2.16.12 md/awscrt#0.20.11 ua/2.0 os/macos#23.5.0';
const PIPELINE = '203.0.113.90';
const CDN = '199.232.40.11';
const CDN_KEY = 'AKIAZTILECDN3RK6W5PD';
const DATABASE = '10.80.2.20';
const STANDBY = '10.80.2.21';

const BUILD_CALLS = [
  ['s3', 'ListBuckets'],
  ['s3', 'PutObject'],
  ['ecr', 'GetAuthorizationToken'],
  ['ec2', 'DescribeInstances'],
] as const;
const ADMIN_CALLS = [
  ['ec2', 'DescribeInstances'],
  ['s3', 'ListBuckets'],
  ['iam', 'ListUsers'],
  ['cloudwatch', 'GetMetricData'],
  ['logs', 'FilterLogEvents'],
  ['iam', 'ListAccessKeys'],
] as const;

export function innocent(scene: Scene): void {
  network(scene);
  server(scene);
  pipeline(scene);
  administrators(scene);
}

function network(scene: Scene): void {
  const { random } = scene;
  scanners(scene, SERVER, 110, FROM, TO, 443);
  scanners(scene, SERVER, 40, FROM, STOPPED, 8080);
  const neighbour = at('2024-07-08 01:40:31');
  for (const port of [22, 8000, 3389]) scene.knock(SERVER, neighbour + port, '141.98.11.90', SERVER.ip, port);
  scene.talk(SERVER, neighbour + 9_000, '141.98.11.90', SERVER.ip, 8080, [520, 1_900]);
  const people = Array.from({ length: 240 }, () => homeLine(random).ip);
  visitors(scene, SERVER, 443, people, FROM, STOPPED, 480);
  visitors(scene, SERVER, 443, people, at('2024-07-15'), TO, 120);
  const up = (time: number): boolean => time < STOPPED || time > at('2024-07-15');
  regularly(random, FROM, TO, 1_800, (time) => {
    if (up(time))
      scene.talk(SERVER, time, SERVER.ip, MONITOR, 443, [random.int(2_400, 3_600), random.int(500, 900)]);
  });
  regularly(random, FROM, TO, 5 * 3_600, (time) => {
    if (!up(time)) return;
    scene.talk(SERVER, time, SERVER.ip, DATABASE, 5432, [
      random.int(9_000, 60_000),
      random.int(90_000, 900_000),
    ]);
    if (random.chance(0.2)) scene.knock(SERVER, time + 5 * SECOND, SERVER.ip, STANDBY, 5432);
  });
  for (const day of days(FROM, TO))
    if (up(day + 4 * HOUR))
      scene.talk(SERVER, day + 4 * HOUR + random.int(0, 40) * MINUTE, SERVER.ip, '151.101.130.132', 443, [
        5_000,
        random.int(200_000, 9_000_000),
      ]);
  for (const day of workdays(FROM, TO)) {
    if (!up(day + 8 * HOUR) || (day !== at('2024-07-08') && !random.chance(0.6))) continue;
    for (const time of moments(random, day + 7 * HOUR, day + 9.5 * HOUR, 2))
      scene.talk(SERVER, time, HOME, SERVER.ip, 22, [random.int(6_000, 60_000), random.int(9_000, 200_000)]);
  }
}

/** The server with its own role, with the same keys that were stolen from it. */
function server(scene: Scene): void {
  const { random } = scene;
  regularly(random, FROM, TO, 4_000, (time) => {
    if (time > STOPPED && time < at('2024-07-15')) return;
    const client = {
      identity: serverKeys(time),
      ip: PUBLIC,
      userAgent: 'aws-sdk-go-v2/1.26.1 os/linux lang/go#1.22.3 md/GOOS#linux api/s3#1.53.1',
    };
    call(
      scene.book,
      client,
      time,
      's3',
      random.weighted([
        ['GetObject', 6],
        ['ListObjects', 1],
      ] as const),
      {
        request: { bucketName: TILES, key: `z${random.int(3, 14)}/${random.int(0, 900)}.pbf` },
      },
    );
    if (random.chance(0.1)) call(scene.book, client, time + 800, 'sts', 'GetCallerIdentity');
  });
}

function pipeline(scene: Scene): void {
  const { random, book } = scene;
  const build = (time: number) =>
    shared(
      'deploy-pipeline',
      `build-${Math.floor(time / DAY)}`,
      time,
      PIPELINE,
      'aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exec-env/AWS_ECS_FARGATE',
    );
  const launch = at('2024-06-24 06:11:02');
  call(book, build(launch), launch, 'ec2', 'RunInstances', {
    request: {
      instancesSet: { items: [{ imageId: 'ami-0b1f5d7c3e9a24680', minCount: 1, maxCount: 1 }] },
      instanceType: 'c6i.xlarge',
    },
    response: {
      instancesSet: {
        items: [
          {
            instanceId: INSTANCE,
            privateIpAddress: SERVER.ip,
            networkInterfaceSet: { items: [{ networkInterfaceId: SERVER.eni, privateIpAddress: SERVER.ip }] },
          },
        ],
      },
    },
  });
  for (const day of workdays(FROM, TO))
    for (const time of moments(random, day + 8 * HOUR, day + 17 * HOUR, 6)) {
      const [service, name] = random.pick(BUILD_CALLS);
      call(book, build(time), time, service, name, {
        request: { bucketName: random.pick([TILES, CUSTOMERS]) },
      });
    }
  const made = at('2024-07-09 14:02:40');
  call(book, build(made), made, 'iam', 'CreateUser', {
    request: { userName: 'tiles-cdn' },
    response: {
      user: {
        userName: 'tiles-cdn',
        arn: `arn:aws:iam::${ARDENT.awsAccount}:user/tiles-cdn`,
        userId: 'AIDATILESCDNXXXXXXXXX',
        path: '/',
      },
    },
  });
  call(book, build(made), made + 20 * SECOND, 'iam', 'CreateAccessKey', {
    request: { userName: 'tiles-cdn' },
    response: {
      accessKey: {
        accessKeyId: CDN_KEY,
        status: 'Active',
        userName: 'tiles-cdn',
        createDate: 'Jul 9, 2024 2:03:00 PM',
      },
    },
  });
  const cdn = iamClient(
    book,
    'tiles-cdn',
    CDN_KEY,
    CDN,
    'aws-sdk-java/2.25.40 Linux/6.1 OpenJDK_64-Bit_Server_VM/21.0.3',
  );
  regularly(random, made + 10 * MINUTE, TO, 6_000, (time) => {
    call(book, cdn, time, 's3', 'GetObject', {
      request: { bucketName: TILES, key: `z${random.int(3, 14)}/${random.int(0, 900)}.pbf` },
    });
  });
}

function administrators(scene: Scene): void {
  const { random, book } = scene;
  for (const day of workdays(FROM, TO))
    for (const one of [1, 2, 3]) {
      if (random.chance(0.3)) continue;
      const from = one === 1 && random.chance(0.5) ? HOME : OFFICE;
      const start = day + 7 * HOUR + random.int(0, 2 * HOUR);
      for (const time of moments(random, start, start + 7 * HOUR, 5)) {
        const [service, name] = random.pick(ADMIN_CALLS);
        call(book, shared('platform-admin', `ops-${one}`, time, from, ADMIN_CLI), time, service, name);
      }
    }
}
