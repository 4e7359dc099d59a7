import './trusted-types.ts';
import '@blueprintjs/core/lib/css/blueprint.css';
import 'dockview-react/dist/styles/dockview.css';
import './styles/index.css';
import { BlueprintProvider, FocusStyleManager } from '@blueprintjs/core';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ClientProvider } from './api/client-context.tsx';
import { connect } from './api/connect.ts';
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

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <BlueprintProvider>
      <ClientProvider value={client}>
        <StoreProvider value={store}>
          <CommandsProvider value={commands}>
            <App />
          </CommandsProvider>
        </StoreProvider>
      </ClientProvider>
    </BlueprintProvider>,
  );
}
