/** The transport of durable events: a service's group `<service>.events`, an app's `app.<name>`. */
export const EVENTS_TRANSPORT = Symbol('heddle.events');

/** The transport of questions: a service's group `<service>.rpc`, an app's `app.<name>`. */
export const QUESTIONS_TRANSPORT = Symbol('heddle.questions');
