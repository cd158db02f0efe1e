// What is behind another tool's error message.
import { explainText, findSymptoms } from '@odflash/core/diagnosis';

const text = 'An error occured. Device Status: (0, 2, 0, 0)';
console.log(findSymptoms(text).length > 0, explainText(text).length > 0);
