import { Button, ButtonLink } from '@backstage/ui';
import type { ApiProductInput } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { Columns, PageBody, Stack } from '../../shared';
import { ApisFields } from './ApisFields';
import { AudienceFields } from './AudienceFields';
import { ConsumerPreview } from './ConsumerPreview';
import { DetailsFields } from './DetailsFields';
import styles from './Editor.module.css';
import { PlansFields } from './PlansFields';
import { type ProductForm, toProductInput } from './ProductForm';
import { SaveError } from './SaveError';
import { TermsFields } from './TermsFields';
import { validateProduct } from './validateProduct';

type Props = {
  initial: ProductForm;
  /** The word on the button. */
  action: string;
  cancelHref: string;
  onSave: (input: ApiProductInput) => void;
  isSaving: boolean;
  error: Error | null;
  /** Throws the form away and starts from what the backend has. */
  onReload?: () => void;
};

/** Edits a product; mistakes are shown at their fields once saving was tried. */
export function ProductEditor(props: Props) {
  const { form, errors, onChange, onSubmit } = useProductForm(props);
  const fields = { form, errors, onChange };
  return (
    <PageBody>
      <Columns layout="aside">
        <form onSubmit={onSubmit} noValidate aria-label="Product">
          <Stack>
            <SaveError
              error={props.error}
              problemCount={Object.keys(errors).length}
              onReload={props.onReload}
            />
            <DetailsFields {...fields} />
            <ApisFields {...fields} />
            <AudienceFields {...fields} />
            <PlansFields {...fields} />
            <TermsFields {...fields} />
            <div className={styles.buttons}>
              <Button type="submit" isPending={props.isSaving}>
                {props.action}
              </Button>
              <ButtonLink variant="secondary" href={props.cancelHref}>
                Cancel
              </ButtonLink>
            </div>
          </Stack>
        </form>
        <div className={styles.aside}>
          <ConsumerPreview form={form} />
        </div>
      </Columns>
    </PageBody>
  );
}

function useProductForm({ initial, onSave }: Props) {
  const [form, setForm] = useState(initial);
  const [wasTried, setTried] = useState(false);
  const errors = validateProduct(form);
  return {
    form,
    errors: wasTried ? errors : {},
    onChange: (patch: Partial<ProductForm>) =>
      setForm(former => ({ ...former, ...patch })),
    onSubmit: (event: React.FormEvent) => {
      event.preventDefault();
      setTried(true);
      if (Object.keys(errors).length === 0) {
        onSave(toProductInput(form));
      }
    },
  };
}
