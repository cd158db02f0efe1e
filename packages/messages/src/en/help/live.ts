// Commands about the values of a running board.

export const liveHelp = {
  get: {
    description: 'read values of a running board',
    arguments: { path: "what to read: a value, a pattern ('axis*.error'), or an object with all its values" },
    examples: [
      ['odflash get vbus_voltage', 'one value, with its unit'],
      ["odflash get 'axis*.error' 'axis*.current_state'", 'errors and states by name'],
      ['odflash get axis0.controller.config', 'all values of an object'],
      ["odflash get 'axis*.encoder.pos_estimate' --watch --every 100", 'refreshed ten times a second, until Ctrl-C'],
    ],
  },
  call: {
    description: 'call a function of a running board',
    arguments: { args: 'its inputs; after -- where one is negative', path: 'the function, e.g. get_adc_voltage' },
    examples: [
      ['odflash call get_adc_voltage 3', 'the voltage at GPIO 3'],
      ['odflash call get_drv_fault', 'what the gate drivers report now (firmware 0.5.2 and later)'],
    ],
  },
  calibrate: {
    description: 'calibrate an axis of a running board (the motor moves; needs consent)',
    arguments: { axis: 'axis0 or axis1', part: 'motor, encoder or full' },
    options: {
      '--save': 'save the results (restarts the board from firmware 0.5.2 on)',
      '--backup-dir': 'folder for the backup that --save makes first',
    },
    examples: [
      ['odflash calibrate axis0', 'motor and encoder of axis 0; asks for the serial number first'],
      ['odflash calibrate axis0 motor --dry-run', 'what would move'],
      ['odflash calibrate axis1 encoder --save', 'only the encoder, and save the result'],
    ],
  },
  plot: {
    description: 'draw values of a running board over time, and record them',
    arguments: { path: "what to sample: a value, a pattern ('axis*.encoder.vel_estimate'), or an object" },
    options: {
      '--force': 'replace existing files',
      '--svg': 'write a picture of all samples at the end (-: to standard output)',
      '--csv': 'write the samples to a CSV file as they arrive (-: to standard output)',
      '--window': 'time across the drawing (default: 10)',
      '--oscilloscope': 'read the buffer of the oscilloscope in the firmware instead',
      '--duration': 'end after this time, e.g. 10, 5m (default: until q or Ctrl-C)',
      '--rate': 'samples per second, or max (default: 50)',
      '--json': 'one JSON object per sample, on stdout or in a file; on stdout nothing is drawn',
    },
    examples: [
      ['odflash plot axis0.encoder.pos_estimate axis0.motor.current_control.Iq_measured', 'drawn live, until q'],
      ["odflash plot 'axis*.encoder.vel_estimate' vbus_voltage --rate 200 --csv run.csv --svg run.svg", 'and recorded'],
      ['odflash plot vbus_voltage --duration 10 > bus.csv', 'without a terminal: CSV on stdout'],
      ['odflash plot axis0.encoder --virtual v3.6-56V,motor=armed,time=real', 'a virtual board, in real time'],
    ],
  },
  rateTest: {
    description: 'measure how fast a running board answers',
    options: { '--reads': 'number of reads (default: 10000)' },
    examples: [
      ['odflash rate-test --reads 1000', 'rate, and the distribution of the latency'],
      ['odflash rate-test --reads 1000 --json', 'the same for a script'],
    ],
  },
  shell: {
    description: 'read, write and call running boards in a JavaScript shell, as odrv0, odrv1, …',
    arguments: { script: 'a script to run instead; it may use await' },
    options: { '--eval': 'evaluate an expression, print the result and exit (repeatable)' },
    examples: [
      ['odflash shell', 'completion with Tab, history, .help; Ctrl-C stops what runs, Ctrl-D ends'],
      ["odflash shell -e 'odrv0.vbus_voltage'", 'one value'],
      ["odflash shell -e 'odrv0.axis0.controller.config.vel_limit = 5'", 'one assignment, read back before it ends'],
      ['odflash shell tune.mjs --yes', 'a script; odrv0 is the board'],
    ],
  },
  generateTypes: {
    description: "write TypeScript for a running board's object tree",
    arguments: { out: 'the file to write (default: standard output)' },
    options: { '--force': 'replace an existing file' },
    examples: [
      ['odflash generate-types odrive.ts', 'for connect<Odrive>() of @odflash/core/running'],
      ['odflash generate-types odrive.ts --virtual v3.6-56V,firmware=0.5.6', 'for a release, without a board'],
    ],
  },
  generateCode: {
    description: "fill a template with a running board's endpoints, e.g. for a microcontroller",
    options: {
      '--force': 'replace an existing file',
      '--output': 'the file to write (default: standard output)',
      '--template': 'a Jinja template: {{ }}, {% for %}, {% if %}',
    },
    examples: [
      [
        'odflash generate-code -t endpoints.h.in -o endpoints.h',
        'json_crc, endpoints, axis_endpoints, per_axis_offset, all_endpoints',
      ],
      ['odflash generate-code -t endpoints.h.in --serial 356D38673332', 'for one of several boards, to stdout'],
    ],
  },
} as const;
