/**
 * Parquet files for tests and samples: flow logs as AWS writes them, always the same bytes. Run it to write the sample
 * `sample-data/formats/vpcflow/hourly.log.parquet` anew.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';

type ParquetOptions = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;

/** Gzip beside the library's own Snappy. */
const COMPRESSORS = { GZIP: (input: Uint8Array) => new Uint8Array(gzipSync(input)) };

export function parquetBytes(columns: readonly ColumnSource[], options: ParquetOptions = {}): Buffer {
  return Buffer.from(parquetWriteBuffer({ compressors: COMPRESSORS, columnData: [...columns], ...options }));
}

/** Columns of a flow log with its default fields, `rows` flows a second apart. */
export function flowColumns(rows: number): ColumnSource[] {
  const of = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
  return [
    { name: 'version', data: of(() => 2), type: 'INT32' },
    { name: 'account_id', data: of(() => '008481516234'), type: 'STRING' },
    { name: 'interface_id', data: of((row) => `eni-0a71a55ian00000${row % 3}`), type: 'STRING' },
    { name: 'srcaddr', data: of((row) => (row % 5 === 4 ? '-' : `192.0.2.${row % 200}`)), type: 'STRING' },
    { name: 'dstaddr', data: of((row) => (row % 5 === 4 ? '-' : '10.40.12.21')), type: 'STRING' },
    { name: 'srcport', data: of((row) => 1024 + (row % 60_000)), type: 'INT32', nullable: true },
    { name: 'dstport', data: of((row) => (row % 5 === 4 ? null : 443)), type: 'INT32', nullable: true },
    { name: 'protocol', data: of((row) => (row % 5 === 4 ? null : 6)), type: 'INT32', nullable: true },
    { name: 'packets', data: of((row) => BigInt(row + 1)), type: 'INT64' },
    { name: 'bytes', data: of((row) => BigInt(row) * 1000n), type: 'INT64' },
    { name: 'start', data: of((row) => BigInt(1_699_953_769 + row)), type: 'INT64' },
    { name: 'end', data: of((row) => BigInt(1_699_953_829 + row)), type: 'INT64' },
    {
      name: 'action',
      data: of((row) => ['ACCEPT', 'REJECT', 'ACCEPT', 'ACCEPT', '-'][row % 5]),
      type: 'STRING',
    },
    { name: 'log_status', data: of((row) => (row % 5 === 4 ? 'NODATA' : 'OK')), type: 'STRING' },
  ];
}

/** The sample of sample-data/formats: two row groups. */
export const PARQUET_SAMPLE = join(
  import.meta.dirname,
  '../../sample-data/formats/vpcflow/hourly.log.parquet',
);

export function sampleBytes(): Buffer {
  return parquetBytes(flowColumns(12), { rowGroupSize: 8 });
}

if (import.meta.main) writeFileSync(PARQUET_SAMPLE, sampleBytes());
