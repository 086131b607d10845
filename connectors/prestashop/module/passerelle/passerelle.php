<?php
/**
 * Tells Passerelle what changes in the shop, so that it follows within seconds. Nothing here waits for an answer: events
 * are kept in a table and sent after the page, or by the next one. Passerelle reads the records itself and trusts only
 * what it reads.
 *
 * @license Apache-2.0
 */
if (!defined('_PS_VERSION_')) {
    exit;
}

require_once __DIR__ . '/classes/PasserelleSignature.php';
require_once __DIR__ . '/classes/PasserelleQueue.php';
require_once __DIR__ . '/classes/PasserelleSender.php';

class Passerelle extends Module
{
    const HOOKS = [
        'actionValidateOrder',
        'actionOrderStatusPostUpdate',
        'actionOrderSlipAdd',
        'actionOrderEdited',
        'actionObjectProductAddAfter',
        'actionObjectProductUpdateAfter',
        'actionObjectCombinationAddAfter',
        'actionObjectCombinationUpdateAfter',
        'actionUpdateQuantity',
        'actionObjectCustomerAddAfter',
        'actionObjectCustomerUpdateAfter',
        'actionObjectAddressAddAfter',
        'actionObjectAddressUpdateAfter',
        'displayAdminOrderSide',
        'displayAdminOrder',
        'displayOrderDetail',
    ];

    /** Seconds a call to Passerelle may take once the page is sent, or while somebody waits for its answer. */
    const TIMEOUT = 4;

    /** The same where the server cannot send a page before its script ends: the visitor waits. */
    const SHORT_TIMEOUT = 1;

    public function __construct()
    {
        $this->name = 'passerelle';
        $this->tab = 'administration';
        $this->version = '1.0.0';
        $this->author = 'Passerelle';
        $this->need_instance = 0;
        $this->bootstrap = true;
        $this->ps_versions_compliancy = ['min' => '1.7.0.0', 'max' => '9.99.99'];
        parent::__construct();
        $this->displayName = $this->l('Passerelle');
        $this->description = $this->l('Tells Passerelle what changes in the shop.');
    }

    public function install()
    {
        if (!parent::install() || !PasserelleQueue::createTable(Db::getInstance(), _DB_PREFIX_)) {
            return false;
        }
        foreach (self::HOOKS as $hook) {
            $this->registerHook($hook);
        }

        return true;
    }

    public function uninstall()
    {
        PasserelleQueue::dropTable(Db::getInstance(), _DB_PREFIX_);
        Configuration::deleteByName('PASSERELLE_URL');
        Configuration::deleteByName('PASSERELLE_SECRET');
        Configuration::deleteByName('PASSERELLE_INVOICES');

        return parent::uninstall();
    }

    /* ---- Events: written down, sent later ---- */

    public function hookActionValidateOrder($params)
    {
        $this->note('orders', 'order.created', isset($params['order']) ? $params['order'] : null);
    }

    public function hookActionOrderStatusPostUpdate($params)
    {
        $this->noteKey('orders', 'order.status', isset($params['id_order']) ? $params['id_order'] : 0);
    }

    public function hookActionOrderSlipAdd($params)
    {
        $this->note('orders', 'order.slip', isset($params['order']) ? $params['order'] : null);
    }

    /** Lines or amounts changed in the back office. */
    public function hookActionOrderEdited($params)
    {
        $this->note('orders', 'order.edited', isset($params['order']) ? $params['order'] : null);
    }

    public function hookActionObjectProductAddAfter($params)
    {
        $this->note('products', 'product.created', $params['object']);
    }

    public function hookActionObjectProductUpdateAfter($params)
    {
        $this->note('products', 'product.updated', $params['object']);
    }

    public function hookActionObjectCombinationAddAfter($params)
    {
        $this->noteKey('products', 'product.updated', $params['object']->id_product);
    }

    public function hookActionObjectCombinationUpdateAfter($params)
    {
        $this->noteKey('products', 'product.updated', $params['object']->id_product);
    }

    public function hookActionUpdateQuantity($params)
    {
        $attribute = isset($params['id_product_attribute']) ? (int) $params['id_product_attribute'] : 0;
        $key = StockAvailable::getStockAvailableIdByProductId((int) $params['id_product'], $attribute);
        $this->noteKey('stock_availables', 'stock.updated', $key);
    }

    public function hookActionObjectCustomerAddAfter($params)
    {
        $this->note('customers', 'customer.created', $params['object']);
    }

    public function hookActionObjectCustomerUpdateAfter($params)
    {
        $this->note('customers', 'customer.updated', $params['object']);
    }

    public function hookActionObjectAddressAddAfter($params)
    {
        $this->noteKey('customers', 'address.created', $params['object']->id_customer);
    }

    public function hookActionObjectAddressUpdateAfter($params)
    {
        $this->noteKey('customers', 'address.updated', $params['object']->id_customer);
    }

    private function note($stream, $type, $object)
    {
        $this->noteKey($stream, $type, is_object($object) ? $object->id : 0);
    }

    private function noteKey($stream, $type, $key)
    {
        if ((int) $key <= 0 || !$this->isConfigured()) {
            return;
        }
        try {
            PasserelleQueue::put(Db::getInstance(), _DB_PREFIX_, $stream, (string) (int) $key, $type, time());
        } catch (Exception $exception) {
            // An order is worth more than its event: Passerelle reads changes by itself too.
            $this->complain($exception);

            return;
        }
        static $isPlanned = false;
        if (!$isPlanned) {
            $isPlanned = true;
            register_shutdown_function([$this, 'flush']);
        }
    }

    /** After the page is sent, where the server can do that; what is left is sent by the next page, or by cron. */
    public function flush()
    {
        $this->send(self::finishPage() ? self::TIMEOUT : self::SHORT_TIMEOUT);
    }

    /** True when everything that is due was accepted. */
    public function send($timeout)
    {
        try {
            $sender = new PasserelleSender($this->address(), $this->secret(), $timeout);

            return PasserelleQueue::send(Db::getInstance(), _DB_PREFIX_, $sender, time());
        } catch (Exception $exception) {
            $this->complain($exception);
        } catch (Throwable $error) {
            $this->complain($error);
        }

        return false;
    }

    private static function finishPage()
    {
        foreach (['fastcgi_finish_request', 'litespeed_finish_request'] as $finish) {
            if (function_exists($finish)) {
                $finish();

                return true;
            }
        }

        return false;
    }

    private function complain($thrown)
    {
        PrestaShopLogger::addLog('Passerelle: ' . $thrown->getMessage(), 2);
    }

    /* ---- CO-28: the button in the order page ---- */

    /** From 1.7.7. */
    public function hookDisplayAdminOrderSide($params)
    {
        return $this->orderPanel((int) $params['id_order']);
    }

    public function hookDisplayAdminOrder($params)
    {
        return version_compare(_PS_VERSION_, '1.7.7.0', '<') ? $this->orderPanel((int) $params['id_order']) : '';
    }

    private function orderPanel($order)
    {
        if (!$this->isConfigured()) {
            return '';
        }
        $message = '';
        $token = $this->token('order:' . $order . ':' . (int) $this->context->employee->id);
        $isAsked = Tools::isSubmit('passerelleSyncOrder') && (int) Tools::getValue('passerelleSyncOrder') === $order;
        if ($isAsked && hash_equals($token, (string) Tools::getValue('passerelleToken'))) {
            $message = $this->syncNow($order) ? 'sent' : 'kept';
        }
        $this->context->smarty->assign([
            'passerelle_order' => $order,
            'passerelle_token' => $token,
            'passerelle_message' => $message,
        ]);

        return $this->display(__FILE__, 'views/templates/hook/order.tpl');
    }

    /** Sent at once, as somebody waits; kept in the table when Passerelle does not answer. */
    private function syncNow($order)
    {
        PasserelleQueue::put(Db::getInstance(), _DB_PREFIX_, 'orders', (string) $order, 'order.sync', time());

        return $this->send(self::TIMEOUT);
    }

    /** What only this shop can say: no other site can have a form of ours sent, nor call our cron. */
    public function token($purpose)
    {
        return hash_hmac('sha256', $purpose, $this->secret());
    }

    /* ---- CO-39: the invoice in the customer's account ---- */

    public function hookDisplayOrderDetail($params)
    {
        if (!$this->isConfigured() || !Configuration::get('PASSERELLE_INVOICES') || empty($params['order'])) {
            return '';
        }
        $link = $this->context->link->getModuleLink($this->name, 'invoice', ['id_order' => (int) $params['order']->id], true);
        $this->context->smarty->assign(['passerelle_invoice' => $link]);

        return $this->display(__FILE__, 'views/templates/hook/invoice.tpl');
    }

    /* ---- Configuration ---- */

    public function getContent()
    {
        $output = '';
        if (Tools::isSubmit('submitPasserelle')) {
            $output = $this->saveSettings() ? $this->displayConfirmation($this->l('Saved.')) : $this->displayError($this->l('The address must begin with https.'));
        }

        return $output . $this->settingsForm();
    }

    private function saveSettings()
    {
        $url = trim((string) Tools::getValue('PASSERELLE_URL'));
        if (!PasserelleSender::isAddress($url)) {
            return false;
        }
        Configuration::updateValue('PASSERELLE_URL', $url);
        Configuration::updateValue('PASSERELLE_INVOICES', (int) Tools::getValue('PASSERELLE_INVOICES'));
        $secret = trim((string) Tools::getValue('PASSERELLE_SECRET'));
        if ($secret !== '') {
            Configuration::updateValue('PASSERELLE_SECRET', $secret);
        }

        return true;
    }

    private function settingsForm()
    {
        $switch = [
            ['id' => 'on', 'value' => 1, 'label' => $this->l('Yes')],
            ['id' => 'off', 'value' => 0, 'label' => $this->l('No')],
        ];
        $form = ['form' => [
            'legend' => ['title' => $this->displayName],
            'input' => [
                ['type' => 'text', 'name' => 'PASSERELLE_URL', 'label' => $this->l('Address for events'), 'required' => true],
                ['type' => 'password', 'name' => 'PASSERELLE_SECRET', 'label' => $this->l('Secret'), 'desc' => $this->l('Leave empty to keep the present one.')],
                ['type' => 'text', 'name' => 'PASSERELLE_CRON', 'label' => $this->l('Address for cron'), 'readonly' => true, 'desc' => $this->l('Optional: called every few minutes, it sends what could not be sent.')],
                ['type' => 'switch', 'name' => 'PASSERELLE_INVOICES', 'label' => $this->l('Offer the invoice in the customer account'), 'is_bool' => true, 'values' => $switch],
            ],
            'submit' => ['title' => $this->l('Save')],
        ]];
        $helper = new HelperForm();
        $helper->module = $this;
        $helper->submit_action = 'submitPasserelle';
        $helper->currentIndex = AdminController::$currentIndex . '&configure=' . $this->name;
        $helper->token = Tools::getAdminTokenLite('AdminModules');
        $helper->fields_value = [
            'PASSERELLE_URL' => Configuration::get('PASSERELLE_URL'),
            'PASSERELLE_SECRET' => '',
            'PASSERELLE_CRON' => $this->isConfigured() ? $this->cronAddress() : '',
            'PASSERELLE_INVOICES' => Configuration::get('PASSERELLE_INVOICES'),
        ];

        return $helper->generateForm([$form]);
    }

    private function cronAddress()
    {
        return $this->context->link->getModuleLink($this->name, 'cron', ['token' => $this->token('cron')], true);
    }

    public function isConfigured()
    {
        return $this->address() !== '' && $this->secret() !== '';
    }

    public function address()
    {
        return (string) Configuration::get('PASSERELLE_URL');
    }

    public function secret()
    {
        return (string) Configuration::get('PASSERELLE_SECRET');
    }
}
