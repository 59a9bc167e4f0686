import { startDemo } from './support/demo-stack.ts';

export default startDemo;
