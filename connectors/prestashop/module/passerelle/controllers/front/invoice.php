<?php
/**
 * The invoice of an order, for the customer it belongs to and for nobody else.
 *
 * @license Apache-2.0
 */
class PasserelleInvoiceModuleFrontController extends ModuleFrontController
{
    public $auth = true;
    public $ssl = true;

    public function initContent()
    {
        parent::initContent();
        $order = new Order((int) Tools::getValue('id_order'));
        $isOwn = Validate::isLoadedObject($order) && (int) $order->id_customer === (int) $this->context->customer->id;
        $sender = new PasserelleSender($this->module->address(), $this->module->secret(), Passerelle::TIMEOUT * 3);
        $pdf = $isOwn && Configuration::get('PASSERELLE_INVOICES') ? $sender->invoice($order->id, time()) : null;
        if ($pdf === null) {
            Tools::redirect('index.php?controller=order-detail&id_order=' . (int) $order->id);
        }
        header('Content-Type: application/pdf');
        header('Content-Disposition: attachment; filename="' . preg_replace('/[^A-Za-z0-9-]/', '', $order->reference) . '.pdf"');
        header('X-Robots-Tag: noindex');
        echo $pdf;
        exit;
    }
}
