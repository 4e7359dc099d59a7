import { Button, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core';
import { BlankIcon, CaretDownIcon, TickIcon } from '@blueprintjs/icons';
import { S } from '../strings.ts';
import { COLUMNS } from './columns.ts';
import type { Columns } from './use-columns.ts';

/** Which columns the table shows; stands at the right end of the headings. */
export function ColumnMenu({ columns }: { readonly columns: Columns }) {
  return (
    <PopoverNext
      placement="bottom-end"
      animation="minimal"
      arrow={false}
      transitionDuration={0}
      content={
        <Menu size="small" data-testid="column-menu">
          {COLUMNS.map((column) => {
            const on = columns.shown.some(({ id }) => id === column.id);
            return (
              <MenuItem
                key={column.id}
                role="menuitemcheckbox"
                aria-checked={on}
                icon={on ? <TickIcon /> : <BlankIcon />}
                text={S.table.name[column.id]}
                shouldDismissPopover={false}
                data-testid={`column-${column.id}`}
                onClick={() => columns.toggle(column.id)}
              />
            );
          })}
          <MenuDivider />
          <MenuItem
            icon={<BlankIcon />}
            text={S.table.columnsFit}
            disabled={!columns.chosen}
            data-testid="column-reset"
            onClick={columns.reset}
          />
        </Menu>
      }
    >
      <Button
        className="table-columns"
        size="small"
        variant="minimal"
        icon={<CaretDownIcon />}
        aria-label={S.table.columnsHint}
        title={S.table.columnsHint}
        data-testid="column-button"
      />
    </PopoverNext>
  );
}
