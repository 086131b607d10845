<div class="card panel mt-2" id="passerelle-order">
  <div class="card-header panel-heading"><h3 class="card-header-title">Passerelle</h3></div>
  <div class="card-body">
    {if $passerelle_message == 'sent'}<p class="alert alert-success">{l s='The order is being synchronised.' mod='passerelle'}</p>{/if}
    {if $passerelle_message == 'kept'}<p class="alert alert-warning">{l s='Passerelle does not answer: the order will be sent later.' mod='passerelle'}</p>{/if}
    <form method="post">
      <input type="hidden" name="passerelleSyncOrder" value="{$passerelle_order|intval}">
      <input type="hidden" name="passerelleToken" value="{$passerelle_token|escape:'html':'UTF-8'}">
      <button type="submit" class="btn btn-outline-secondary btn-default">{l s='Synchronise this order' mod='passerelle'}</button>
    </form>
  </div>
</div>
