// The map of the portal: method, address, who may, handler. A route that is not here does not exist, and the policy of each
// stands on its own line. The test of the map reads the running app and holds it against this list.
import * as logIn from './accounts/log-in';
import { visitor, type Route } from './route';

export const routes: readonly Route[] = [
  // Log-in, invitations, the own account, the people of an organisation
  visitor.get('/inloggen', logIn.askPassword),
  visitor.post('/inloggen', logIn.takePassword),
  visitor.get('/inloggen/code', logIn.askCode),
  visitor.post('/inloggen/code', logIn.takeCode),
  visitor.get('/inloggen/herstelcode', logIn.askBackupCode),
  visitor.post('/inloggen/herstelcode', logIn.takeBackupCode),
  visitor.post('/uitloggen', logIn.leave),
];
