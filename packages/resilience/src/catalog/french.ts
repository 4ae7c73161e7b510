/** The remedies in French, by their English text: a remedy is shared by many codes. */
export const french: Readonly<Record<string, string>> = {
  'Get a new token or API key, and sign in again.':
    "Obtenez un nouveau jeton ou une nouvelle clé d'API, puis reconnectez-vous.",
  'Use a credential that has the permission, or ask its owner to grant it.':
    "Utilisez un identifiant qui a la permission, ou demandez à son propriétaire de l'accorder.",
  'Check the id and the base URL; the resource may have been deleted.':
    "Vérifiez l'identifiant et l'URL de base ; la ressource a peut-être été supprimée.",
  'Fetch the current state, settle the difference and try again.':
    "Relisez l'état actuel, réglez la différence et réessayez.",
  'Wait for retryAfterMs, then send fewer requests at a time.':
    'Attendez retryAfterMs, puis envoyez moins de requêtes à la fois.',
  'Try again later; if it goes on, report it with the request id.':
    "Réessayez plus tard ; si cela persiste, signalez-le avec l'identifiant de la requête.",
  'Check the user name, the password or the key.':
    "Vérifiez le nom d'utilisateur, le mot de passe ou la clé.",
  'Ask an administrator to unlock the account.': 'Demandez à un administrateur de déverrouiller le compte.',
  'Sign in with the second factor.': 'Connectez-vous avec le second facteur.',
  'Ask for a new sign-in link.': 'Demandez un nouveau lien de connexion.',
  'Check the id; the resource may have been deleted, or belong to somebody else.':
    "Vérifiez l'identifiant ; la ressource a peut-être été supprimée, ou appartient à quelqu'un d'autre.",
  'Use the existing user, or other details.': "Utilisez l'utilisateur existant, ou d'autres coordonnées.",
  'Complete the profile first.': "Complétez d'abord le profil.",
  'Ask an administrator to enable the account.': "Demandez à un administrateur d'activer le compte.",
  'Verify the email address first.': "Vérifiez d'abord l'adresse électronique.",
  'Choose another name.': 'Choisissez un autre nom.',
  'Use another email address, or sign in with this one.':
    'Utilisez une autre adresse électronique, ou connectez-vous avec celle-ci.',
  'Choose a longer password.': 'Choisissez un mot de passe plus long.',
  'Enter the current password again.': 'Saisissez de nouveau le mot de passe actuel.',
  'Ask the owner or an administrator for access.': "Demandez l'accès au propriétaire ou à un administrateur.",
  'Shorten the text, or send it in several parts.':
    'Raccourcissez le texte, ou envoyez-le en plusieurs parties.',
  'Wait until somebody leaves, or use another room.':
    "Attendez que quelqu'un parte, ou utilisez un autre salon.",
  'Use the running stream, or end it first.': "Utilisez le stream en cours, ou terminez-le d'abord.",
  'Choose another quality.': 'Choisissez une autre qualité.',
  'Wait for retryAfterMs, or choose a lower quality.':
    'Attendez retryAfterMs, ou choisissez une qualité moindre.',
  'The stream is not offered in this country.': "Le stream n'est pas proposé dans ce pays.",
  'Sign the URL again, with the secret and the separator that the server uses.':
    "Signez de nouveau l'URL, avec le secret et le séparateur que le serveur utilise.",
  'Sign a new URL, or one that holds longer.':
    'Signez une nouvelle URL, ou une URL dont la validité est plus longue.',
  'Pass page.nextPageToken of the same list as it came, or start over without one.':
    'Passez tel quel le page.nextPageToken de la même liste, ou recommencez sans jeton.',
  'Upload the file again; if it fails again, report it with the request id.':
    "Envoyez de nouveau le fichier ; en cas de nouvel échec, signalez-le avec l'identifiant de la requête.",
  'Upload a smaller file, or split it.': 'Envoyez un fichier plus petit, ou découpez-le.',
  'Convert the file to a supported format and upload it again.':
    'Convertissez le fichier dans un format accepté et envoyez-le de nouveau.',
  'Delete tracks, or ask for a larger quota.': 'Supprimez des pistes, ou demandez un quota plus grand.',
  'Correct what the message and the details name, and send the request again.':
    'Corrigez ce que le message et les détails nomment, puis renvoyez la requête.',
  'Stop sending; ask an administrator to unblock this address.':
    "Cessez d'envoyer ; demandez à un administrateur de débloquer cette adresse.",
  'Stop sending; ask an administrator to unblock this user.':
    "Cessez d'envoyer ; demandez à un administrateur de débloquer cet utilisateur.",
  'Forget the id: the resource will not come back.': "Oubliez l'identifiant : la ressource ne reviendra pas.",
  'Wait until the maintenance is over.': 'Attendez la fin de la maintenance.',
  'Correct the call as the message says.': "Corrigez l'appel comme le message l'indique.",
  'Check the network, the base URL and any proxy, then try again.':
    "Vérifiez le réseau, l'URL de base et un éventuel proxy, puis réessayez.",
  "Check the server's certificate and the time of this machine; trust a private authority by NODE_EXTRA_CA_CERTS.":
    "Vérifiez le certificat du serveur et l'heure de cette machine ; déclarez une autorité privée par NODE_EXTRA_CA_CERTS.",
  'Try again, or raise timeoutMs if the server is known to be slow.':
    'Réessayez, ou augmentez timeoutMs si le serveur est connu pour être lent.',
  'Nothing to do: the call was stopped on purpose.': "Rien à faire : l'appel a été arrêté volontairement.",
  'Wait for retryAfterMs, or raise rateLimit.limit or rateLimit.maxWaitMs.':
    'Attendez retryAfterMs, ou augmentez rateLimit.limit ou rateLimit.maxWaitMs.',
  'Check that baseUrl points at the Veza API and that no proxy answers in its place.':
    "Vérifiez que baseUrl désigne l'API Veza et qu'aucun proxy ne répond à sa place.",
  'Ask for less at a time, or raise maxResponseBytes.':
    'Demandez-en moins à la fois, ou augmentez maxResponseBytes.',
  'Begin the download anew: the content changed while it was being read.':
    'Recommencez le téléchargement : le contenu a changé pendant la lecture.',
  'Set baseUrl to the address the server redirects to, if you trust it.':
    "Donnez à baseUrl l'adresse vers laquelle le serveur redirige, si vous lui faites confiance.",
  'Check that the sender uses this scheme, and that no proxy drops the header.':
    "Vérifiez que l'expéditeur utilise ce schéma et qu'aucun proxy ne supprime l'en-tête.",
  'Check proxies and frameworks that add or join headers; none genuine comes twice.':
    'Vérifiez les proxys et frameworks qui ajoutent ou joignent des en-têtes ; aucun authentique ne vient deux fois.',
  'Pass the headers on as they came; check proxies that change them.':
    "Transmettez les en-têtes tels qu'ils sont venus ; vérifiez les proxys qui les modifient.",
  'Ask the sender for ids that keep to the scheme.':
    "Demandez à l'expéditeur des identifiants conformes au schéma.",
  'Check that the sender uses this scheme: nothing genuine has such a time.':
    "Vérifiez que l'expéditeur utilise ce schéma : rien d'authentique ne porte une telle heure.",
  "Check this machine's clock; where deliveries wait on the way, raise toleranceMs.":
    "Vérifiez l'horloge de cette machine ; si les envois attendent en chemin, augmentez toleranceMs.",
  "Set this machine's clock by a time server; if it is right, the sender's is wrong.":
    "Réglez l'horloge de cette machine sur un serveur de temps ; si elle est juste, celle de l'expéditeur est fausse.",
  'Check that the sender uses this scheme, and that no proxy changes its headers.':
    "Vérifiez que l'expéditeur utilise ce schéma et qu'aucun proxy ne modifie ses en-têtes.",
  'Add the secret that the sender signs with, of the kind that its signatures name.':
    "Ajoutez le secret avec lequel l'expéditeur signe, du genre que ses signatures indiquent.",
  'Check the secret, and that exactly the bytes that came are verified.':
    'Vérifiez le secret, et que les octets vérifiés sont exactement ceux reçus.',
  'Ask the sender to retire old keys: so many signatures are an attack or a mistake.':
    "Demandez à l'expéditeur de retirer ses anciennes clés : tant de signatures sont une attaque ou une erreur.",
  'Ask the sender to sign with an algorithm that the secrets are for.':
    "Demandez à l'expéditeur de signer avec un algorithme auquel les secrets correspondent.",
  'Add the key that the request names, if you trust it.':
    'Ajoutez la clé que la requête nomme, si vous lui faites confiance.',
  'Ask the sender to sign every part of the request that the scheme requires.':
    "Demandez à l'expéditeur de signer chaque partie de la requête que le schéma exige.",
  'Verify exactly the bytes that came: the digest in the request is of others.':
    "Vérifiez exactement les octets reçus : l'empreinte dans la requête en désigne d'autres.",
  "Nothing to do for a forgery; for genuine webhooks, renew the roots and check this machine's clock.":
    "Rien à faire contre un faux ; pour des webhooks authentiques, renouvelez les racines et vérifiez l'horloge de cette machine.",
  'Let the sender try again; check that this machine may call the address of its certificates.':
    "Laissez l'expéditeur réessayer ; vérifiez que cette machine peut appeler l'adresse de ses certificats.",
  'Give the scheme the url that is registered with the sender.':
    "Donnez au schéma l'URL enregistrée auprès de l'expéditeur.",
  'Verify the bytes that came, before anything parses them.':
    'Vérifiez les octets reçus, avant que quoi que ce soit ne les analyse.',
  'Verify the request before anything reads its body, or verify a clone made before.':
    'Vérifiez la requête avant que son corps ne soit lu, ou un clone fait avant.',
  'Pass the body as bytes; an empty Uint8Array stands for an empty one.':
    "Passez le corps sous forme d'octets ; un Uint8Array vide tient lieu de corps vide.",
  'Let the sender try again; check proxies that cut requests short.':
    "Laissez l'expéditeur réessayer ; vérifiez les proxys qui coupent les requêtes.",
  'Raise maxBodyBytes if the sender is known to send that much.':
    "Augmentez maxBodyBytes si l'expéditeur est connu pour en envoyer autant.",
  'Decompress the body before it is verified: senders sign it uncompressed.':
    'Décompressez le corps avant de le vérifier : les expéditeurs le signent non compressé.',
  'Pass the bytes that came, untouched; where they are no JSON, set parse to false.':
    "Passez les octets reçus, intacts ; s'ils ne sont pas du JSON, mettez parse à false.",
  'Correct the schema, or have the sender correct the event; the message says where.':
    "Corrigez le schéma, ou faites corriger l'événement par l'expéditeur ; le message dit où.",
  'Answer 200 and do nothing: this webhook took effect before.':
    'Répondez 200 et ne faites rien : ce webhook a déjà pris effet.',
  'Check the claim store; the sender tries again.':
    "Vérifiez le magasin de réservations ; l'expéditeur réessaie.",
  'Give the scheme the verify token or the origins that you registered with the sender.':
    "Donnez au schéma le jeton de vérification ou les origines que vous avez enregistrés auprès de l'expéditeur.",
  'Look at the cause: the scheme, its key or the schema threw it.':
    "Regardez la cause : le schéma, sa clé ou le schéma de validation l'a levée.",
  'Write a plain absolute URL: no user info, space or backslash, and no escape in the host.':
    "Écrivez une URL absolue simple : ni identifiants, ni espace, ni barre oblique inverse, ni échappement dans l'hôte.",
  'Use an https: URL.': 'Utilisez une URL en https:.',
  'Use a port that the egress policy lists, such as 443.':
    'Utilisez un port que la politique de sortie énumère, comme 443.',
  'Use a public host name with a domain.': "Utilisez un nom d'hôte public avec un domaine.",
  'Use a host whose addresses are all public.': 'Utilisez un hôte dont toutes les adresses sont publiques.',
  'Register the address that the endpoint redirects to, if you trust it.':
    "Enregistrez l'adresse vers laquelle le point de terminaison redirige, si vous lui faites confiance.",
  'Remove the endpoint: it asks for no more webhooks.':
    'Supprimez le point de terminaison : il ne veut plus de webhooks.',
  "Look at the endpoint's own log, and send the webhook again once it is mended.":
    'Consultez le journal du point de terminaison, et renvoyez le webhook une fois le problème corrigé.',
  'Sign in first, or pass the token store and account that were used to sign in.':
    "Connectez-vous d'abord, ou indiquez le dépôt de jetons et le compte qui ont servi à la connexion.",
  'Sign in again.': 'Reconnectez-vous.',
  'Start the sign-in again, in the same browser; this answer belongs to no sign-in that is under way.':
    "Recommencez la connexion dans le même navigateur ; cette réponse n'appartient à aucune connexion en cours.",
  'Sign in again, or correct the assertion or code that was sent.':
    "Reconnectez-vous, ou corrigez l'assertion ou le code envoyé.",
  'Check the client id and its secret, key or certificate, and how the client is registered.':
    "Vérifiez l'identifiant du client, son secret, sa clé ou son certificat, et son enregistrement.",
  'Correct the scope, redirect URI or parameter that the message names.':
    "Corrigez la portée, l'URI de redirection ou le paramètre que le message nomme.",
  'Nothing to do: access was refused on purpose; ask again if that was a mistake.':
    "Rien à faire : l'accès a été refusé volontairement ; redemandez-le si c'était une erreur.",
  'Start the sign-in again, and enter the code in time.':
    'Recommencez la connexion et saisissez le code à temps.',
  "Check the URL of the issuer's keys and the network, then try again.":
    "Vérifiez l'URL des clés de l'émetteur et le réseau, puis réessayez.",
  'Check the disk, the directory and the rights of the token store.':
    'Vérifiez le disque, le dossier et les droits du dépôt de jetons.',
  'Make the directory and its files readable by you alone, or choose another directory.':
    'Rendez le dossier et ses fichiers lisibles par vous seul, ou choisissez un autre dossier.',
  'Try again; another process is refreshing the same session and takes long.':
    'Réessayez ; un autre processus renouvelle la même session et prend du temps.',
  'Pass a certificate and the private key that belongs to it, as PEM or PKCS#12.':
    'Fournissez un certificat et la clé privée qui lui correspond, en PEM ou PKCS#12.',
  "Check who answers at this address; if the server's key was changed on purpose, add its pin.":
    'Vérifiez qui répond à cette adresse ; si la clé du serveur a été changée volontairement, ajoutez son empreinte.',
  'Call connect() again: this conversation is over.': 'Rappelez connect() : cette conversation est terminée.',
  'Check the network and realtimeUrl, or raise the limits of reconnect.':
    'Vérifiez le réseau et realtimeUrl, ou augmentez les limites de reconnect.',
  'Check that realtimeUrl points at the WebSocket of the platform.':
    'Vérifiez que realtimeUrl désigne le WebSocket de la plateforme.',
  'Nothing to do: another connection is opened; if it goes on, check proxies.':
    'Rien à faire : une autre connexion est ouverte ; si cela persiste, vérifiez les proxys.',
  "Wait for earlier messages, use whenFull: 'wait', or raise the limits of queue.":
    "Attendez les messages précédents, utilisez whenFull: 'wait', ou augmentez les limites de queue.",
  'Send more slowly, or choose another whenFull than drop-oldest.':
    'Envoyez plus lentement, ou choisissez pour whenFull autre chose que drop-oldest.',
  'Shorten the message, or send it in several parts.':
    'Raccourcissez le message, ou envoyez-le en plusieurs parties.',
  'Report it with the name of the frame: the server broke the protocol.':
    "Signalez-le avec le nom de la trame : le serveur n'a pas respecté le protocole.",
  'Raise maxFrameBytes, if the server is known to send that much.':
    'Augmentez maxFrameBytes si le serveur est connu pour en envoyer autant.',
  'Read faster, raise bufferSize, or choose another onOverflow.':
    'Lisez plus vite, augmentez bufferSize, ou choisissez un autre onOverflow.',
  'Mend the listener: the cause says what it threw.': "Corrigez l'écouteur : la cause dit ce qu'il a levé.",
}
