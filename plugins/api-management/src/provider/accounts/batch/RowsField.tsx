import { Button, TextAreaField } from '@backstage/ui';
import { RiUploadLine } from '@remixicon/react';
import { useRef } from 'react';
import styles from '../Accounts.module.css';

/** A list of accounts, pasted or read from a file. */
export function RowsField(props: {
  text: string;
  onChange: (text: string) => void;
}) {
  const { text, onChange } = props;
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <TextAreaField
        label="Accounts"
        description="One account per line: account id, alias, regions. Without regions, all that are enabled in the account are imported."
        placeholder="210987654321, Payments production, eu-central-1, eu-west-1"
        rows={8}
        value={text}
        onChange={onChange}
      />
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiUploadLine />}
          onPress={() => file.current?.click()}
        >
          Upload a file
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          aria-label="File of accounts"
          onChange={async ({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) {
              onChange(await chosen.text());
            }
            // So that the same file can be chosen again after it was changed.
            target.value = '';
          }}
        />
      </div>
    </>
  );
}
