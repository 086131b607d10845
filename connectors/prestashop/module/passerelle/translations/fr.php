<?php

global $_MODULE;
$_MODULE = [];
$_MODULE['<{passerelle}prestashop>passerelle_b2f2ec3bbac53c2a43fc0738859f0bdd'] = 'Signale à Passerelle ce qui change dans la boutique.';
$_MODULE['<{passerelle}prestashop>passerelle_2bcf4d0012d8fec18f5b97a1f307c958'] = 'Enregistré.';
$_MODULE['<{passerelle}prestashop>passerelle_66a6ca09cdd30aa52408d079c27b623c'] = 'L’adresse doit commencer par https.';
$_MODULE['<{passerelle}prestashop>passerelle_0aa339b587b58a2fa26a76e9cda0e8d3'] = 'Adresse des événements';
$_MODULE['<{passerelle}prestashop>passerelle_1e6947ac7fb3a9529a9726eb692c8cc5'] = 'Secret';
$_MODULE['<{passerelle}prestashop>passerelle_77cd4cad0b5447e5f3f6fa2eaec2ad66'] = 'Laissez vide pour garder l’actuel.';
$_MODULE['<{passerelle}prestashop>passerelle_7e653cba12204589c9e56c00b83cde6f'] = 'Proposer la facture dans le compte client';
$_MODULE['<{passerelle}prestashop>passerelle_93cba07454f06a4a960172bbd6e2a435'] = 'Oui';
$_MODULE['<{passerelle}prestashop>passerelle_bafd7322c6e97d25b6299b5d6fe8920b'] = 'Non';
$_MODULE['<{passerelle}prestashop>passerelle_c9cc8cce247e49bae79f15173ce97354'] = 'Enregistrer';
$_MODULE['<{passerelle}prestashop>order_9afb855b03497480da07627e146e8639'] = 'La commande est en cours de synchronisation.';
$_MODULE['<{passerelle}prestashop>order_dab95fa956da3da0de3f54eb555ed674'] = 'Passerelle ne répond pas : la commande sera envoyée plus tard.';
$_MODULE['<{passerelle}prestashop>order_e43d4ee547c0ca78cf84cf869802f0c6'] = 'Synchroniser cette commande';
$_MODULE['<{passerelle}prestashop>invoice_80f55d442f14fbde9e0f0de08d4e4dd8'] = 'Télécharger la facture (PDF)';
$_MODULE['<{passerelle}prestashop>passerelle_4a48fafab357f4824ca0230a435c0959'] = 'Adresse pour cron';
$_MODULE['<{passerelle}prestashop>passerelle_30ad74ec490fc992fc644b981d4151ff'] = 'Facultatif : appelée toutes les quelques minutes, elle envoie ce qui n’a pas pu l’être.';

return $_MODULE;
