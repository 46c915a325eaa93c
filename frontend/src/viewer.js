/** Shows a diagram with its tokens. */
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
console.debug(NavigatedViewer.name);
