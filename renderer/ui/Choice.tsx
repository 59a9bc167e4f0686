import { SegmentedControl, type SegmentedControlProps } from '@mantine/core';

export interface ChoiceProps<Value extends string> extends SegmentedControlProps<Value> {
  /** Of this place, and unlike any other on the page: radio buttons of one name are one group. */
  readonly name: string;
  readonly 'aria-label': string;
}

/**
 * One of a few, side by side. Without a name of its own Mantine makes up two each time it is shown, and the browser keeps each name of
 * a group for as long as the page is open: it would grow with each change of the screen.
 */
export const Choice = <Value extends string>(props: ChoiceProps<Value>) => <SegmentedControl {...props} />;
