import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('asks who it is before it shows anything', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Open API Framework' },
            auth: { environment: 'development' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as any,
    };
    render(App.createRoot());
    expect(
      await screen.findByRole(
        'button',
        { name: 'Sign in' },
        { timeout: 20000 },
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Open API Framework' }),
    ).toBeInTheDocument();
  }, 30000);
});
