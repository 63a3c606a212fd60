import users from '../../../examples/users/app.js';

/** The users example as its cluster test runs it: with a profile, by which the gateways know whose the clients are. */
export default {
  ...users,
  profiles: [{ name: 'users', markdownDescription: 'The users example.', roles: ['users'] }],
};
