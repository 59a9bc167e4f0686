import { CloseButton } from '@mantine/core';
import { IconDatabaseExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import { useNotices } from '../../lib/core.ts';
import styles from './Frame.module.css';

/** What the core has to tell of its own state: that its database was damaged, which copy it goes on with. Each stands until it was read. */
export function Notices() {
  const notices = useNotices();
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  return [...new Set(notices)]
    .filter((notice) => !read.has(notice))
    .map((notice) => (
      <div key={notice} className={styles.banner} role="status">
        <IconDatabaseExclamation size={15} aria-hidden />
        <span>{notice}</span>
        <CloseButton size="sm" aria-label="I have read it" onClick={() => setRead(new Set([...read, notice]))} />
      </div>
    ));
}
