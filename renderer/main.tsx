import './trusted-types.ts';
import '@blueprintjs/core/lib/css/blueprint.css';
import './styles/index.css';
import { BlueprintProvider, FocusStyleManager } from '@blueprintjs/core';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { asClientError } from './api/client.ts';
import { ClientProvider } from './api/client-context.tsx';
import { connect } from './api/connect.ts';
import { Failsafe } from './components/Failsafe.tsx';
import { INITIAL, reduce } from './state/app-state.ts';
import { createCommands, followEvents } from './state/commands.ts';
import { CommandsProvider } from './state/commands-context.tsx';
import { withPreferences } from './state/preferences.ts';
import { createStore } from './state/store.ts';
import { StoreProvider } from './state/store-context.tsx';

FocusStyleManager.onlyShowFocusOnTabs();

const client = connect(window);
const store = createStore(reduce, withPreferences(INITIAL));
const commands = createCommands(client, store);
followEvents(client, store, commands);
// What no command caught is shown all the same.
window.addEventListener('unhandledrejection', (event) => {
  const { message, advice } = asClientError(event.reason);
  store.dispatch({ type: 'notice', intent: 'problem', message, advice });
});

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <BlueprintProvider>
      <ClientProvider value={client}>
        <StoreProvider value={store}>
          <CommandsProvider value={commands}>
            <Failsafe>
              <App />
            </Failsafe>
          </CommandsProvider>
        </StoreProvider>
      </ClientProvider>
    </BlueprintProvider>,
  );
}
