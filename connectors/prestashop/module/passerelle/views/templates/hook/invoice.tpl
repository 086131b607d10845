<section class="box" id="passerelle-invoice">
  <a href="{$passerelle_invoice|escape:'html':'UTF-8'}">{l s='Download the invoice (PDF)' mod='passerelle'}</a>
</section>
