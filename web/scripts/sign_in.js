import "./show_password.js"
import { registerWorker } from "./worker.js"

registerWorker()
