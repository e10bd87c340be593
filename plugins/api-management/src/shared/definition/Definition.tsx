import {
  definitionLimits,
  type GatewayApiReference,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../api';
import { EmptyState, Loaded } from '../components';
import { DefinitionText } from './DefinitionText';
import { OperationList } from './OperationList';

type Props = {
  api: Pick<GatewayApiReference, 'id' | 'title' | 'definition'>;
};

/** The definition of an API: as a whole, or a large one as a list of its operations. */
export function Definition({ api }: Props) {
  const { definition } = api;
  if (!definition) {
    return (
      <EmptyState
        title="No definition yet"
        description="Nothing of the API's definition could be imported so far. Ask the owner of the product."
      />
    );
  }
  const { format, bytes = 0 } = definition;
  const isLarge = format === 'openapi' && bytes > definitionLimits.catalog;
  return isLarge ? (
    <OperationList api={api} />
  ) : (
    <Whole {...api} format={format} />
  );
}

function Whole(props: {
  id: string;
  title: string;
  format: 'openapi' | 'asyncapi';
}) {
  const { id, title, format } = props;
  const text = useOperation('getDefinition', { path: { gatewayApiId: id } });
  return (
    <Loaded query={text} lines={6}>
      {found => <DefinitionText title={title} format={format} text={found} />}
    </Loaded>
  );
}
