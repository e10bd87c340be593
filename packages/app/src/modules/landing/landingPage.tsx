import { PageBlueprint, useRouteRef } from '@backstage/frontend-plugin-api';
import { consumerRouteRef } from '@oaf/backstage-plugin-api-management';
import { useLayoutEffect } from 'react';
import { useNavigate } from 'react-router-dom';

/** `/` leads to the APIs: everybody who is signed in may see them. */
const Landing = () => {
  const apisForYou = useRouteRef(consumerRouteRef)?.();
  const start = apisForYou ? `${apisForYou}/discover` : '/catalog';
  const navigate = useNavigate();
  // Not `Navigate`, nor the one by which pages lead to their first tab: they lead on some time after a page is drawn, and
  // take away who followed a link in between.
  useLayoutEffect(() => navigate(start, { replace: true }), [navigate, start]);
  return null;
};

export const landingPage = PageBlueprint.make({
  name: 'landing',
  params: { path: '/', noHeader: true, loader: async () => <Landing /> },
});
