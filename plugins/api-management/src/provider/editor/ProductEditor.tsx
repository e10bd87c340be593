import { Button, ButtonLink } from '@backstage/ui';
import type { ApiProductInput } from '@oaf/backstage-plugin-api-management-common';
import { useEffect, useRef, useState } from 'react';
import { Columns, PageBody, Stack, UnsavedChanges } from '../../shared';
import { ApisFields } from './ApisFields';
import { AudienceFields } from './AudienceFields';
import { ConsumerPreview } from './ConsumerPreview';
import { DetailsFields } from './DetailsFields';
import styles from './Editor.module.css';
import { PlansFields } from './PlansFields';
import { type ProductForm, toProductInput } from './ProductForm';
import { SaveError } from './SaveError';
import { TermsFields } from './TermsFields';
import { useProductProblems } from './useProductProblems';
import { validateProduct } from './validateProduct';

/** What takes the focus in a field that is wrong. */
const wrongField = '[data-invalid] :is(input, textarea, button)';

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
  const { form, errors, left, isUnsaved, onChange, onSubmit, ref } =
    useProductForm(props);
  const fields = { form, errors, onChange };
  return (
    <PageBody>
      <UnsavedChanges when={isUnsaved} />
      <Columns layout="aside">
        <form
          ref={ref}
          className={styles.form}
          onSubmit={onSubmit}
          noValidate
          aria-label="Product"
        >
          <Stack>
            <SaveError
              error={left}
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

function useProductForm({ initial, onSave, error }: Props) {
  const [start] = useState(initial);
  const [form, setForm] = useState(start);
  const [failures, setFailures] = useState(0);
  const [wasSent, setSent] = useState(false);
  const isChanged = JSON.stringify(form) !== JSON.stringify(start);
  const errors = validateProduct(form);
  const { problems, left, onSend } = useProductProblems(form, error);
  return {
    form,
    left,
    ref: useFocusOnProblem(failures, error),
    isUnsaved: isChanged && (!wasSent || error !== null),
    errors: { ...problems, ...(failures > 0 ? errors : {}) },
    onChange: (patch: Partial<ProductForm>) =>
      setForm(former => ({ ...former, ...patch })),
    onSubmit: (event: React.FormEvent) => {
      event.preventDefault();
      if (Object.keys(errors).length === 0) {
        setSent(true);
        onSend();
        onSave(toProductInput(form));
      } else {
        setFailures(failures + 1);
      }
    },
  };
}

/** Goes to the first field that is wrong, each time that saving was refused, here or by the backend. */
function useFocusOnProblem(failures: number, error: Error | null) {
  const ref = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (failures > 0 || error) {
      ref.current?.querySelector<HTMLElement>(wrongField)?.focus();
    }
  }, [failures, error]);
  return ref;
}
