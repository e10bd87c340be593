import {
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** A catalog entity by its title, linked to its page; a dash for none. */
export function EntityName(props: {
  entityRef: string;
  title?: string;
  size?: 'small' | 'medium';
}) {
  return props.entityRef ? <LinkedName {...props} /> : <span>—</span>;
}

function LinkedName(props: Parameters<typeof EntityName>[0]) {
  const { entityRef, title, size = 'medium' } = props;
  const { primaryTitle } = useEntityPresentation(entityRef);
  const toHref = useEntityRefLink();
  return (
    <Link href={toHref(entityRef)} variant={`body-${size}`} color="primary">
      {title ?? primaryTitle}
    </Link>
  );
}
