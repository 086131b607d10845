<?php
/**
 * Sends what could not be sent, when the server's cron calls.
 *
 * @license Apache-2.0
 */
class PasserelleCronModuleFrontController extends ModuleFrontController
{
    public $ssl = true;

    public function initContent()
    {
        $isOurs = $this->module->isConfigured() && hash_equals($this->module->token('cron'), (string) Tools::getValue('token'));
        header('Content-Type: text/plain');
        header('X-Robots-Tag: noindex');
        if (!$isOurs) {
            http_response_code(403);
            exit('refused');
        }
        exit($this->module->send(Passerelle::TIMEOUT) ? 'ok' : 'later');
    }
}
