import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';

/** Copies a text; says so for two seconds. */
export function CopyButton(props: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied && setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer || undefined);
  }, [copied]);
  return (
    <ButtonIcon
      size="small"
      variant="tertiary"
      aria-label={copied ? 'Copied' : props.label ?? 'Copy'}
      icon={copied ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={() =>
        navigator.clipboard.writeText(props.text).then(() => setCopied(true))
      }
    />
  );
}
