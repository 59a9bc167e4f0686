import { Menu } from '@mantine/core';
import { IconArticle, IconCopy, IconExternalLink, IconMinus, IconPlus, IconTerminal2 } from '@tabler/icons-react';
import { copyText } from '../../lib/clipboard.ts';
import { useServiceActions } from '../../lib/service-actions.ts';
import { portAddress, type ServiceRow } from '../../lib/service-rows.ts';

export interface ServiceMenuProps {
  readonly file: string;
  readonly row: ServiceRow;
  /** Where in the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onOpen: (name: string, tab?: string) => void;
  readonly onClose: () => void;
}

/** What can be done with a service, where its node was clicked; by the menu key or Shift-F10 as well. */
export function ServiceMenu({ file, row, at, onOpen, onClose }: ServiceMenuProps) {
  const { actions, scale } = useServiceActions(file, row);
  const { name, type } = row.service;
  const addresses = row.status.ports.flatMap((port) => portAddress(port) ?? []);
  return (
    <Menu opened onChange={(isOpen) => !isOpen && onClose()} position="bottom-start" trapFocus width={220}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Actions of ${name}`}>
        <Menu.Label>{name}</Menu.Label>
        {actions.map(({ id, label, icon: Icon, isPossible, run }) => (
          <Menu.Item key={id} leftSection={<Icon size={14} />} disabled={!isPossible} onClick={run}>
            {label}
          </Menu.Item>
        ))}
        {scale === undefined ? undefined : (
          <>
            <Menu.Item leftSection={<IconPlus size={14} />} disabled={!scale.canGrow} onClick={() => scale.change(1)}>
              Scale to {scale.wanted + 1}
            </Menu.Item>
            {scale.wanted > 1 ? (
              <Menu.Item leftSection={<IconMinus size={14} />} disabled={!scale.canShrink} onClick={() => scale.change(-1)}>
                Scale to {scale.wanted - 1}
              </Menu.Item>
            ) : undefined}
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconExternalLink size={14} />} onClick={() => onOpen(name)}>
          Open
        </Menu.Item>
        <Menu.Item leftSection={<IconArticle size={14} />} onClick={() => onOpen(name, 'logs')}>
          Logs
        </Menu.Item>
        {type === 'process' ? undefined : (
          <Menu.Item leftSection={<IconTerminal2 size={14} />} onClick={() => onOpen(name, 'terminal')}>
            Terminal
          </Menu.Item>
        )}
        {addresses.slice(0, 3).map((address) => (
          <Menu.Item key={address} leftSection={<IconCopy size={14} />} onClick={() => void copyText(address, address)}>
            Copy {address}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
