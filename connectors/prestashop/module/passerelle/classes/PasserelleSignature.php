<?php
/**
 * `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`, as Passerelle verifies it.
 *
 * @license Apache-2.0
 */
class PasserelleSignature
{
    public static function of($body, $secret, $now)
    {
        return 't=' . (int) $now . ',v1=' . hash_hmac('sha256', (int) $now . '.' . $body, $secret);
    }
}
