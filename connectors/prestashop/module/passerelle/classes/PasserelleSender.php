<?php
/**
 * One signed request to Passerelle.
 *
 * @license Apache-2.0
 */
class PasserelleSender
{
    private $address;
    private $secret;
    private $timeout;

    public function __construct($address, $secret, $timeout)
    {
        $this->address = $address;
        $this->secret = $secret;
        $this->timeout = $timeout;
    }

    /** https, or http on the very machine. */
    public static function isAddress($url)
    {
        $parts = parse_url($url);
        if (!is_array($parts) || empty($parts['scheme']) || empty($parts['host'])) {
            return false;
        }
        $isNear = in_array($parts['host'], ['localhost', '127.0.0.1'], true);

        return $parts['scheme'] === 'https' || ($parts['scheme'] === 'http' && $isNear);
    }

    /** True once Passerelle has it on disk. */
    public function post($body, $now)
    {
        $handle = $this->open($this->address, $body, $now);
        curl_setopt($handle, CURLOPT_POST, true);
        curl_setopt($handle, CURLOPT_POSTFIELDS, $body);
        curl_exec($handle);
        $status = (int) curl_getinfo($handle, CURLINFO_HTTP_CODE);

        return $status >= 200 && $status < 300;
    }

    /** The PDF of the invoice of an order; null where there is none yet. */
    public function invoice($order, $now)
    {
        $question = 'invoice:' . (int) $order;
        $handle = $this->open($this->address . '?invoice=' . (int) $order, $question, $now);
        $pdf = curl_exec($handle);
        $status = (int) curl_getinfo($handle, CURLINFO_HTTP_CODE);

        return $status === 200 && is_string($pdf) && strncmp($pdf, '%PDF', 4) === 0 ? $pdf : null;
    }

    private function open($url, $signed, $now)
    {
        $handle = curl_init($url);
        curl_setopt($handle, CURLOPT_RETURNTRANSFER, true);
        curl_setopt($handle, CURLOPT_CONNECTTIMEOUT, min(2, $this->timeout));
        curl_setopt($handle, CURLOPT_TIMEOUT, $this->timeout);
        curl_setopt($handle, CURLOPT_FOLLOWLOCATION, false);
        curl_setopt($handle, CURLOPT_HTTPHEADER, [
            'Content-Type: application/json',
            'X-Passerelle-Signature: ' . PasserelleSignature::of($signed, $this->secret, $now),
        ]);

        return $handle;
    }
}
