// The map of the portal: method, address, who may, handler. A route that is not here does not exist, and the policy of each
// stands on its own line. The test of the map reads the running app and holds it against this list.
import type { Route } from './route';

export const routes: readonly Route[] = [];
