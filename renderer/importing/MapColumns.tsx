import { Button, Callout, Dialog, DialogBody, DialogFooter, HTMLSelect, HTMLTable } from '@blueprintjs/core';
import { useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import { MAPPED_FIELDS, type MappedField, TIME_FORMATS } from '../../shared/importers/mapping.ts';
import type { Result, SourceFile } from '../../shared/ipc/contract.ts';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { firstForm, isMappable, type MappingForm, type TimeFormat, withField } from './mapping-form.ts';

type Head = Result<'file.head'>;

/** For a file whose columns nobody knows: the way to say what they mean. Nothing for any other file. */
export function MapColumns({ file }: { readonly file: SourceFile }) {
  const client = useClient();
  const blocked = useApp((state) => state.importing.kind === 'running' || state.case?.readOnly === true);
  const [head, setHead] = useState<Head | null>(null);
  const [failed, setFailed] = useState<ClientError | null>(null);
  if (!isMappable(file)) return null;

  async function open(): Promise<void> {
    setFailed(null);
    try {
      setHead(await client.call('file.head', { sha256: file.sha256 }));
    } catch (thrown) {
      setFailed(asClientError(thrown));
    }
  }

  return (
    <div className="ledger-action">
      <Button
        size="small"
        text={S.mapping.open}
        disabled={blocked}
        data-testid="map-columns"
        onClick={() => void open()}
      />
      {failed !== null && (
        <Callout intent="danger" compact>
          {visibleText(failed.message)} {failed.advice}
        </Callout>
      )}
      {head !== null && <MapDialog name={file.path} head={head} onClose={() => setHead(null)} />}
    </div>
  );
}

interface DialogProps {
  readonly name: string;
  readonly head: Head;
  onClose(): void;
}

function MapDialog({ name, head, onClose }: DialogProps) {
  const commands = useCommands();
  const [form, setForm] = useState<MappingForm>(() => firstForm(head));
  const ready = form.fields.time !== undefined;

  function read(): void {
    onClose();
    void commands.importMapped(head.file, form);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={S.mapping.title}
      className="mapping-dialog"
      transitionDuration={0}
    >
      <DialogBody>
        <p>{S.mapping.about(visibleText(name))}</p>
        <div className="mapping-fields">
          <FieldSelect field="time" head={head} form={form} onForm={setForm} />
          <div className="mapping-field">
            <label htmlFor="map-time-format">{S.mapping.timeFormat}</label>
            <HTMLSelect
              id="map-time-format"
              fill
              value={form.timeFormat}
              data-testid="map-time-format"
              options={TIME_FORMATS.map((value) => ({ value, label: S.mapping.timeFormats[value] }))}
              onChange={(event) => setForm({ ...form, timeFormat: event.currentTarget.value as TimeFormat })}
            />
          </div>
          {MAPPED_FIELDS.filter((field) => field !== 'time').map((field) => (
            <FieldSelect key={field} field={field} head={head} form={form} onForm={setForm} />
          ))}
        </div>
        <FirstRows head={head} />
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={S.cancel} onClick={onClose} />
            <Button
              intent="primary"
              text={S.mapping.read}
              disabled={!ready}
              title={ready ? '' : S.mapping.needsTime}
              data-testid="map-read"
              onClick={read}
            />
          </>
        }
      />
    </Dialog>
  );
}

interface FieldProps {
  readonly field: MappedField;
  readonly head: Head;
  readonly form: MappingForm;
  onForm(form: MappingForm): void;
}

function FieldSelect({ field, head, form, onForm }: FieldProps) {
  // By place, not by name: two columns may have one name, and an empty name is a name too.
  const chosen = form.fields[field];
  const at = chosen === undefined ? -1 : head.columns.indexOf(chosen);
  return (
    <div className="mapping-field">
      <label htmlFor={`map-${field}`}>{S.mapping.fields[field]}</label>
      <HTMLSelect
        id={`map-${field}`}
        fill
        value={String(at)}
        data-testid={`map-${field}`}
        options={[
          { value: '-1', label: S.mapping.none },
          ...head.columns.map((column, place) => ({ value: String(place), label: visibleText(column) })),
        ]}
        onChange={(event) => {
          const place = Number(event.currentTarget.value);
          onForm(withField(form, field, place < 0 ? null : (head.columns[place] ?? null), head));
        }}
      />
    </div>
  );
}

function FirstRows({ head }: { readonly head: Head }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table without controls is scrolled by the keyboard once it has focus
    <section className="mapping-rows" tabIndex={0} aria-label={S.mapping.firstRows}>
      <HTMLTable compact striped>
        <thead>
          <tr>
            {head.columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names of columns may repeat; they never change places
              <th key={at}>{visibleText(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {head.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={at}>
              {row.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={place}>
                  <bdi>{visibleText(cell)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </HTMLTable>
    </section>
  );
}
