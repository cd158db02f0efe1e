// What happens to boards in the field, each as one virtual board: what the demo offers before its whole catalogue.

export const stories = {
  update: 'v3.6-56V,firmware=0.5.4',
  'dead-board': 'v3.6-56V+dfu,flash=blank',
  'probe-only': 'v3.6-56V+dfu+stlink,flash=blank',
  'loose-cable': 'v3.6-56V+dfu,flash=blank,replug-at=400',
  'pulled-cable': 'v3.6-56V+dfu,flash=blank,gone-at=400',
  'power-cut': 'v3.6-56V+dfu,flash=blank,brown-out-at=400',
  'read-protected': 'v3.6-56V+dfu,rdp=1',
  'write-protected': 'v3.6-56V+dfu,flash=blank,wrp=2:3',
  clone: 'v3.6-56V+dfu,flash=blank,otp=blank',
  'other-board': 'v3.6-56V+dfu,flash=blank,otp=v3.5-24V',
  'old-board': 'v3.4-48V+dfu,flash=blank',
  'out-of-step': 'v3.6-56V+dfu,flash=blank,stale-at=40',
  'bad-write': 'v3.6-56V+dfu,flash=blank,bad-write=4000',
  'motor-runs': 'v3.6-56V,firmware=0.5.4,motor=turning',
  'motor-error': 'v3.6-56V,firmware=0.5.6,axis0.motor.error=0x1',
} as const;

export type StoryCode = keyof typeof stories;
